/* page.c - see page.h.
 *
 * A policy in the page itself (CSP) forbids every request, and every script
 * and style but those with the sums that are named: even if a text came out as
 * markup, it could not do anything.
 */
#include "page.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

#include "html.h"
#include "view_palette.h"

/* style.css and stepper.js, which are linked into the program. */
extern const char _binary_style_css_start[], _binary_style_css_end[];
extern const char _binary_stepper_js_start[], _binary_stepper_js_end[];

enum { SUM_TEXT = BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1 };

static struct {
    struct draft style;
    char style_sum[SUM_TEXT], script_sum[SUM_TEXT];
} assets;

static void make_sum(struct text text, char sum[SUM_TEXT])
{
    struct sha256_ctx context;
    uint8_t bytes[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, text.length, (const uint8_t *)text.bytes);
    sha256_digest(&context, sizeof bytes, bytes);
    base64_encode_raw(sum, sizeof bytes, bytes);
    sum[SUM_TEXT - 1] = '\0';
}

static struct text between(const char *start, const char *end)
{
    return (struct text){start, (size_t)(end - start)};
}

static struct text script(void)
{
    return between(_binary_stepper_js_start, _binary_stepper_js_end);
}

static struct text style(void)
{
    if (!assets.style.bytes) {
        draft_begin(&assets.style);
        palette_css(assets.style.stream);
        text_copy(assets.style.stream,
                  between(_binary_style_css_start, _binary_style_css_end));
        draft_end(&assets.style);
        make_sum(between(assets.style.bytes,
                         assets.style.bytes + assets.style.length),
                 assets.style_sum);
        make_sum(script(), assets.script_sum);
    }
    return (struct text){assets.style.bytes, assets.style.length};
}

void page_begin(FILE *out, struct text title)
{
    struct text css = style();
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
          "<meta charset=\"utf-8\">\n",
          out);
    fprintf(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\""
            "default-src 'none'; style-src 'sha256-%s'; "
            "script-src 'sha256-%s'; base-uri 'none'; form-action 'none'\">\n",
            assets.style_sum, assets.script_sum);
    fputs("<meta name=\"viewport\" content=\"width=device-width, "
          "initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta name=\"referrer\" content=\"no-referrer\">\n",
          out);
    html_element(out, "title", "", title);
    fputs("\n<style>", out);
    text_copy(out, css);
    fputs("</style>\n</head>\n<body>\n"
          "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n",
          out);
}

void page_end(FILE *out, bool stepping)
{
    if (stepping) {
        fputs("<script>", out);
        text_copy(out, script());
        fputs("</script>\n", out);
    }
    fputs("</body>\n</html>\n", out);
}
