// links.js - what a page fetches, told from what it only leads to. Run by itself,
// it tries that on the examples below.
'use strict';
const assert = require('assert');

// Where sources are: addresses that are meant to stay. Nothing else is linked to.
const SOURCES = [
    /^https:\/\/doi\.org\/10\.\d{4,9}\/[\w.()-]+$/,
    /^https:\/\/pubs\.opengroup\.org\/onlinepubs\/9699919799\/(?:functions|basedefs)\/\w+\.html(?:#tag(?:_\d\d)+)?$/,
    /^https:\/\/peps\.python\.org\/pep-\d{4}\/$/,
    /^https:\/\/(?:go\.dev|greenteapress\.com|nob\.cs\.ucdavis\.edu|web\.stanford\.edu|www\.cs\.utexas\.edu|www\.microsoft\.com|www\.open-std\.org|www\.usenix\.org)\/[\w.~\/-]+$/,
];

function isSourceLink(href) {
    return SOURCES.some((form) => form.test(href));
}

// What a browser would fetch, as it stands in the file; href of an <a> is not.
function outsideReferences(html) {
    const pattern = /(?:[\s"'](?:src|srcset|poster|data|background|ping|xlink:href)=["']?|url\(["']?|@import\s+["']?|<(?:link|base|use|image)\b[^>]*?\shref=["']?)(?!data:|#)([^"')\s>]+)/gi;
    return [...html.replace(/<script[\s\S]*?<\/script>/g, '')
        .matchAll(pattern)].map((match) => match[1]);
}

function tryThem() {
    const loads = ['<img src="https://a/b.png">', '<img alt="" src=//a/b>',
        '<link rel="preconnect" href="https://a">', '<base href="https://a/">',
        '<style>@import "https://a/b.css";</style>', '<p style="x:url(http://a)">',
        '<use href="https://a/b.svg#c"/>', '<image xlink:href="https://a/b"/>',
        '<a href="https://a" ping="https://b">', '<object data="https://a"></object>'];
    const leads = ['<a href="https://doi.org/10.1145/1.2">x</a>', '<a href="#3">x</a>',
        '<img src="data:image/png;base64,AA==">', '<use href="#sign"/>'];
    for (const html of loads)
        assert.strictEqual(outsideReferences(html).length, 1, html);
    for (const html of leads)
        assert.deepStrictEqual(outsideReferences(html), [], html);
    for (const href of ['http://doi.org/10.1145/1.2', 'https://doi.org/1145/1.2',
        'https://doi.org.a/10.1145/1.2', 'https://doi.org/10.1145/1.2?x=y',
        'https://pubs.opengroup.org/onlinepubs/9799919799/functions/fork.html',
        '//doi.org/10.1145/1.2', 'javascript:alert(1)', 'https://a/b'])
        assert.ok(!isSourceLink(href), href);
    for (const href of ['https://doi.org/10.1109/MC.2006.180',
        'https://pubs.opengroup.org/onlinepubs/9699919799/functions/fork.html',
        'https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap04.html#tag_04_12'])
        assert.ok(isSourceLink(href), href);
    console.log('ok    links are told from what is loaded');
}

module.exports = { isSourceLink, outsideReferences };
if (require.main === module)
    tryThem();
