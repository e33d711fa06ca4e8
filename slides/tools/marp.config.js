// Nothing that would be fetched: no formulas' fonts, no pictures of emoji. The
// end of a line in the Markdown is no end of a line on the slide.
'use strict';

module.exports = {
    html: true,
    options: {
        markdown: { breaks: false },
        math: false,
        emoji: { shortcode: false, unicode: false },
    },
};
