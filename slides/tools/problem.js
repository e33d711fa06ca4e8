// What ends the build with a message: the deck is wrong, not this program.
'use strict';

class Problem extends Error {}

function escapeHtml(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
        .replace(/>/g, '&gt;');
}

module.exports = { Problem, escapeHtml };
