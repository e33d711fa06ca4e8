/* chart.c - see chart.h. */
#include "chart.h"

enum {
    BAR_WIDTH = 120,
    BAR_HEIGHT = 8,
    COLUMN_WIDTH = 36,
    COLUMN_GAP = 4,
    CHART_HEIGHT = 120,
    LABELS = 36, /* under the columns */
    TOP = 16,    /* for the number on a column */
};

void chart_bar(FILE *out, const char *class, double part, double whole)
{
    double width = whole > 0 ? BAR_WIDTH * part / whole : 0;
    fprintf(
        out,
        "<svg class=\"bar\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" "
        "aria-hidden=\"true\">"
        "<rect class=\"track\" width=\"%d\" height=\"%d\" rx=\"2\"/>"
        "<rect class=\"%s\" width=\"%.1f\" height=\"%d\" rx=\"2\"/></svg>",
        BAR_WIDTH, BAR_HEIGHT, BAR_WIDTH, BAR_HEIGHT, class, width, BAR_HEIGHT);
}

static void put_column(FILE *out, int tenth, size_t count, size_t most)
{
    int x = tenth * COLUMN_WIDTH;
    int middle = x + COLUMN_WIDTH / 2;
    double height =
        most > 0 ? (double)CHART_HEIGHT * (double)count / (double)most : 0;
    double top = TOP + CHART_HEIGHT - height;
    fprintf(out,
            "<rect class=\"fill\" x=\"%d\" y=\"%.1f\" width=\"%d\" "
            "height=\"%.1f\" rx=\"2\"/>",
            x + COLUMN_GAP / 2, top, COLUMN_WIDTH - COLUMN_GAP, height);
    if (count > 0)
        fprintf(out, "<text x=\"%d\" y=\"%.1f\">%zu</text>", middle, top - 4,
                count);
    fprintf(out, "<text class=\"axis\" x=\"%d\" y=\"%d\">%d%s</text>\n", middle,
            TOP + CHART_HEIGHT + 16, tenth * 10, tenth == 9 ? "+" : "");
}

void chart_tenths(FILE *out, const size_t tenths[10])
{
    size_t most = 0;
    for (int i = 0; i < 10; i++)
        most = tenths[i] > most ? tenths[i] : most;
    fprintf(out,
            "<svg class=\"tenths\" viewBox=\"0 0 %d %d\" role=\"img\" "
            "aria-label=\"Students by percent of the points:",
            10 * COLUMN_WIDTH, TOP + CHART_HEIGHT + LABELS);
    for (int i = 0; i < 10; i++)
        fprintf(out, "%s %d to %d percent: %zu", i ? "," : "", i * 10,
                i == 9 ? 100 : i * 10 + 9, tenths[i]);
    fputs("\">\n", out);
    for (int i = 0; i < 10; i++)
        put_column(out, i, tenths[i], most);
    fprintf(out,
            "<path class=\"axis\" d=\"M0 %d.5H%d\"/>"
            "<text class=\"axis\" x=\"%d\" y=\"%d\">percent of the points"
            "</text></svg>\n",
            TOP + CHART_HEIGHT, 10 * COLUMN_WIDTH, 5 * COLUMN_WIDTH,
            TOP + CHART_HEIGHT + 32);
}
