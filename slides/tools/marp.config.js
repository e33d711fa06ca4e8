// Nothing that would be fetched: no formulas' fonts, no pictures of emoji.
'use strict';

module.exports = {
    html: true,
    options: {
        math: false,
        emoji: { shortcode: false, unicode: false },
    },
};
