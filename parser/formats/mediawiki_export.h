// SPDX-License-Identifier: Apache-2.0
// Reads MediaWiki's XML exports (Special:Export, dumpBackup.php) as a stream: bytes go in by chunks of any
// size, pages come out one at a time. Opening files is the caller's, reading the wikitext is
// read_mediawiki's. Schema: https://www.mediawiki.org/wiki/Help:Export (versions 0.3 to 0.11).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/diagnostic.h"

namespace clausemark {

/// What an export says of the wiki it comes from; complete before its first page.
struct ExportSite {
    struct NameSpace {
        std::int32_t key = 0;  ///< 0: pages, 6: files, 14: categories
        std::string name;      ///< as the wiki's language has it; empty for pages
    };
    std::string name;
    std::string base;      ///< address of the main page
    std::string language;  ///< BCP 47
    std::vector<NameSpace> name_spaces;
};

/// One revision of a page.
struct ExportPage {
    std::string title;  ///< with its name space
    std::int32_t name_space = 0;
    std::string page_id;
    std::string revision_id;
    std::string timestamp;    ///< ISO 8601, UTC: "2024-05-01T10:00:00Z"
    std::string contributor;  ///< user name or address; empty where it was hidden
    std::string model;        ///< "wikitext"; empty in old exports
    std::string format;       ///< "text/x-wiki"; empty in old exports
    std::string redirect;     ///< title of the page this one leads to, or empty
    std::string text;         ///< unescaped UTF-8: what spans of this page's Document count in
    bool has_text = false;    ///< false where the export holds no text: hidden revisions, stub exports
};

struct ExportOptions {
    std::string file;            ///< as the user named it, for diagnostics
    bool all_revisions = false;  ///< else the latest of each page
};

/// Memory is bounded by the page being read (twice limits::page_bytes while revisions of it are compared) and
/// the chunk being fed. A page beyond limits::page_bytes is left out with a diagnostic. At the first place
/// that is no well-formed XML, or that declares a document type (exports never do; entities could make a
/// small file endless), reading ends with a diagnostic that names line and byte; the pages before it have
/// been given.
class MediaWikiExport {
  public:
    using PageHandler = std::function<void(ExportPage)>;
    using DiagnosticHandler = std::function<void(Diagnostic)>;

    MediaWikiExport(ExportOptions options, PageHandler on_page, DiagnosticHandler on_diagnostic);
    ~MediaWikiExport();
    MediaWikiExport(const MediaWikiExport&) = delete;
    MediaWikiExport& operator=(const MediaWikiExport&) = delete;

    /// The next bytes. False once reading has ended: feeding more changes nothing. O(chunk).
    bool feed(std::string_view chunk);

    /// Says that the bytes are at their end. True where the export was whole.
    bool finish();

    const ExportSite& site() const;

  private:
    class Parser;
    std::unique_ptr<Parser> parser_;
};

/// Whether a file looks like an export, by its first bytes: an XML root element `mediawiki`.
bool looks_like_mediawiki_export(std::string_view beginning);

}  // namespace clausemark
