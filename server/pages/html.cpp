// SPDX-License-Identifier: Apache-2.0
// The frame of an HTML page. See html.h.
#include "server/pages/html.h"

#include <fmt/format.h>

#include "indexer/coverage/coverage.h"
#include "indexer/store/record.h"
#include "parser/core/printable.h"

namespace clausemark {
namespace {

constexpr std::string_view style = R"css(
:root { --ink: #1c2430; --soft: #5a6675; --line: #d9dfe6; --paper: #fff; --ground: #f5f7f9; --link: #0b5cad;
        --covered: #1b6e3c; --partial: #8a5a00; --mentioned: #6b4ea0; --none: #a3262a; --other: #5a6675; --mark: #fff0b3;
        --gone: #fbdcdc; --new: #d6f0dd; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6eaef; --soft: #a3afbd; --line: #38424e; --paper: #1b2129; --ground: #12171d; --link: #7db8f5;
          --covered: #6fcf97; --partial: #e5b454; --mentioned: #bba4ea; --none: #f0888b; --other: #a3afbd; --mark: #5c4b10;
          --gone: #5a2327; --new: #1d4a2c; }
}
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); }
header, main, footer { max-width: 64rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; gap: 1.5rem; align-items: baseline; padding-top: 1rem; }
header strong a { color: inherit; text-decoration: none; font-size: 1.1rem; }
footer { color: var(--soft); font-size: .875rem; padding: 2rem 1rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.6rem; margin: 1.2rem 0 .2rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p.soft, .soft { color: var(--soft); }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; background: var(--paper); }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-top: 1px solid var(--line); }
td.count, th.count { text-align: right; font-variant-numeric: tabular-nums; }
tr.group th { background: var(--ground); }
.state { font-weight: 600; white-space: nowrap; }
.covered { color: var(--covered); } .partial { color: var(--partial); } .mentioned { color: var(--mentioned); }
.none { color: var(--none); } .held-elsewhere, .not-applicable, .not-assessed { color: var(--other); }
ul.parts { margin: .2rem 0; padding-left: 1.2rem; }
blockquote { margin: .5rem 0; padding: .2rem 0 .2rem .8rem; border-left: 3px solid var(--line); white-space: pre-wrap;
             overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: .15rem; }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; margin: .1rem .2rem .1rem 0;
       font-size: .875rem; text-decoration: none; background: var(--ground); }
.tag.confirmed { border: 2px solid var(--covered); } .tag.rejected { text-decoration: line-through; color: var(--soft); }
.card.confirmed { border-left: 4px solid var(--covered); } .card.rejected { border-left: 4px solid var(--none); }
.said { font-size: .875rem; } .said.confirmed { color: var(--covered); } .said.stale { color: var(--partial); } .said.rejected { color: var(--none); }
.path { color: var(--soft); font-size: .875rem; }
nav a { margin-right: .75rem; }
.card h2 { margin: 0 0 .3rem; }
ul.copies, ul.drift { list-style: none; margin: .6rem 0; padding: 0; }
ul.copies li, ul.drift li { margin: .3rem 0; padding-left: 5.5rem; position: relative; }
ul.drift li { padding-left: 8.5rem; }
ul.copies li > .label, ul.drift li > .label { position: absolute; left: 0; }
.label { display: inline-block; border: 1px solid currentColor; border-radius: .3rem; padding: 0 .4rem; font-size: .8rem; font-weight: 600;
         color: var(--other); }
.label.keep { color: var(--covered); } .label.grave { color: var(--none); } .label.middle { color: var(--partial); }
pre.explain { font: inherit; white-space: pre-wrap; }
form.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; }
form.filter p { margin: 0; }
.card h3 { font-size: 1rem; margin: .8rem 0 .2rem; }
.card h3 + p { margin-top: 0; }
form.filter label { display: block; font-size: .875rem; color: var(--soft); }
select, input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: .3rem;
                        padding: .15rem .5rem; }
del, ins { border-radius: .15rem; padding: 0 .1rem; }
del { background: var(--gone); text-decoration: line-through; }
ins { background: var(--new); text-decoration: underline; }
table.sides { table-layout: fixed; }
table.sides td { width: 50%; overflow-wrap: anywhere; white-space: pre-wrap; }
table.sides tr.same td, table.sides tr.fold td { color: var(--soft); }
table.sides tr.why td { background: var(--ground); padding-bottom: 0; }
table.sides tr.why + tr td { border-top: 0; }
table.sides .heading { font-weight: 600; }
code { background: var(--ground); border: 1px solid var(--line); border-radius: .3rem; padding: 0 .3rem; overflow-wrap: anywhere; }
)css";

}  // namespace

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : printable(text, "\t\n")) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string query_value(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string safe_address(std::string_view address) {
    return address.starts_with("http://") || address.starts_with("https://") ? std::string(address)
                                                                             : std::string();
}

std::string page_link(const DocumentRecord& document) {
    const std::string& title = document.attributes.title;
    return fmt::format("<a href=\"/document?wiki={}&amp;key={}\">{}</a>", query_value(document.id.wiki),
                       query_value(document.id.key), escape(title.empty() ? document.id.key : title));
}

std::string wiki_link(const DocumentRecord& document) {
    const std::string address = safe_address(document.attributes.permalink);
    return address.empty() ? "" : fmt::format(" (<a href=\"{}\">in the wiki</a>)", escape(address));
}

std::string path_html(const std::vector<std::string>& heading_path) {
    std::string out;
    for (const std::string& heading : heading_path)
        out += (out.empty() ? "" : " &rsaquo; ") + escape(heading);
    return out;
}

HttpResponse store_failed(const Diagnostic& why) {
    return html_page("Store", fmt::format("<h1>The store cannot be read</h1><p>{}</p>", escape(why.message)),
                     503);
}

HttpResponse html_page(std::string_view title, std::string_view body, int status) {
    HttpResponse response;
    response.status = status;
    response.type = "text/html; charset=utf-8";
    response.headers["Content-Security-Policy"] =
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    response.body = fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{0} - Clausemark</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n"
        "<header><strong><a href=\"/\">Clausemark</a></strong> <nav><a href=\"/\">Coverage</a> <a "
        "href=\"/duplicates\">Duplicates</a> <a href=\"/conflicts\">Conflicts</a> <a "
        "href=\"/diagnostics\">Checks</a> <a "
        "href=\"/integration\">Integration</a> <a "
        "href=\"/documents\">Pages</a> <a "
        "href=\"/api\">API</a></nav></header>\n<main>\n{1}</main>\n<footer>Found by rules in the "
        "pages scanned: "
        "{2}.</footer>\n"
        "</body>\n</html>\n",
        escape(title), body, documents_only);
    return response;
}

HttpResponse style_sheet() {
    HttpResponse response;
    response.type = "text/css; charset=utf-8";
    response.body = style;
    response.headers["Cache-Control"] = "max-age=300";
    return response;
}

}  // namespace clausemark
