#include "view_moment.h"

#include <stdio.h>
#include <string.h>

struct reader {
    const char *at;
    bool good;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A number of exactly so many digits, within bounds. */
static int number(struct reader *reader, int digits, int least, int most)
{
    int value = 0;
    for (int i = 0; i < digits && reader->good; i++) {
        reader->good = is_digit(*reader->at);
        if (reader->good)
            value = 10 * value + (*reader->at++ - '0');
    }
    reader->good = reader->good && value >= least && value <= most;
    return value;
}

/* One of these characters. Returns: which. */
static char sign(struct reader *reader, const char *signs)
{
    char c = *reader->at;
    reader->good = reader->good && c && strchr(signs, c);
    if (reader->good)
        reader->at++;
    return c;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

/* The days from the first of January 1970 to a date of the Gregorian
 * calendar; the C library's own way, timegm(), is no POSIX. */
static int64_t day_number(int year, int month, int day)
{
    int64_t before = year - 1;
    int64_t days = 365 * before + before / 4 - before / 100 + before / 400;
    for (int m = 1; m < month; m++)
        days += days_in(year, m);
    return days + day - 1 - 719162;
}

/* Seconds and their fraction, if they are given: "", ":59", ":59.123". */
static int seconds(struct reader *reader)
{
    int value = 0;
    if (*reader->at != ':')
        return 0;
    sign(reader, ":");
    value = number(reader, 2, 0, 60);
    if (*reader->at == '.')
        do
            reader->at++;
        while (is_digit(*reader->at));
    return value;
}

/* "Z", "+02:00" or "+0200", in seconds. */
static int offset(struct reader *reader)
{
    char zone = sign(reader, "Z+-");
    if (!reader->good || zone == 'Z')
        return 0;
    int hours = number(reader, 2, 0, 14);
    if (*reader->at == ':')
        reader->at++;
    int minutes = number(reader, 2, 0, 59);
    int value = 3600 * hours + 60 * minutes;
    return zone == '-' ? -value : value;
}

int64_t moment_read(const char *text)
{
    struct reader reader = {text, true};
    int year = number(&reader, 4, 1970, 9999);
    sign(&reader, "-");
    int month = number(&reader, 2, 1, 12);
    sign(&reader, "-");
    int day = number(&reader, 2, 1, reader.good ? days_in(year, month) : 31);
    sign(&reader, "T ");
    int hour = number(&reader, 2, 0, 23);
    sign(&reader, ":");
    int minute = number(&reader, 2, 0, 59);
    int second = seconds(&reader);
    int zone = offset(&reader);
    if (!reader.good || *reader.at != '\0')
        return MOMENT_NONE;
    return 86400 * day_number(year, month, day) + 3600 * hour + 60 * minute +
           second - zone;
}
