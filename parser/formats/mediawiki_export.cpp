// SPDX-License-Identifier: Apache-2.0
// Expat's events, by the path of open elements. Pages are handed over between slices, never from inside of
// expat, so that a handler may throw. See mediawiki_export.h.
#include "parser/formats/mediawiki_export.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::size_t slice_bytes = 64u << 10;

/// The element a start tag opens, where its parent makes it one we read.
enum class Place : std::uint8_t {
    outside,
    other,
    root,
    site,
    site_name,
    site_base,
    name_spaces,
    name_space,
    page,
    title,
    ns,
    page_id,
    revision,
    revision_id,
    timestamp,
    contributor,
    user,
    model,
    format,
    text,
};

struct Child {
    Place parent;
    std::string_view name;
    Place place;
};

constexpr Child children[] = {
    {Place::outside, "mediawiki", Place::root},
    {Place::root, "siteinfo", Place::site},
    {Place::site, "sitename", Place::site_name},
    {Place::site, "base", Place::site_base},
    {Place::site, "namespaces", Place::name_spaces},
    {Place::name_spaces, "namespace", Place::name_space},
    {Place::root, "page", Place::page},
    {Place::page, "title", Place::title},
    {Place::page, "ns", Place::ns},
    {Place::page, "id", Place::page_id},
    {Place::page, "revision", Place::revision},
    {Place::revision, "id", Place::revision_id},
    {Place::revision, "timestamp", Place::timestamp},
    {Place::revision, "contributor", Place::contributor},
    {Place::contributor, "username", Place::user},
    {Place::contributor, "ip", Place::user},
    {Place::revision, "model", Place::model},
    {Place::revision, "format", Place::format},
    {Place::revision, "text", Place::text},
};

std::string_view attribute(const XML_Char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2)
        if (name == *attributes) return attributes[1];
    return {};
}

std::int32_t number(std::string_view digits) {
    std::int32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool cut_short(XML_Error error) {
    return error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
           error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION;
}

/// Later in time; within one second, by number.
bool is_later(const ExportPage& a, const ExportPage& b) {
    if (a.timestamp != b.timestamp) return a.timestamp > b.timestamp;
    return std::pair(a.revision_id.size(), a.revision_id) >= std::pair(b.revision_id.size(), b.revision_id);
}

}  // namespace

class MediaWikiExport::Parser {
  public:
    Parser(ExportOptions options, PageHandler on_page, DiagnosticHandler on_diagnostic)
        : options_(std::move(options)),
          on_page_(std::move(on_page)),
          on_diagnostic_(std::move(on_diagnostic)),
          expat_(XML_ParserCreate(nullptr), &XML_ParserFree) {
        XML_SetUserData(expat_.get(), this);
        XML_SetElementHandler(
            expat_.get(),
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                of(self).start(name, attributes);
            },
            [](void* self, const XML_Char*) { of(self).end(); });
        XML_SetCharacterDataHandler(expat_.get(), [](void* self, const XML_Char* text, int length) {
            of(self).characters({text, static_cast<std::size_t>(length)});
        });
        XML_SetStartDoctypeDeclHandler(
            expat_.get(), [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                of(self).stop("the export declares a document type");
            });
    }

    bool feed(std::string_view chunk) {
        while (!ended_ && !chunk.empty()) {
            const std::string_view slice = chunk.substr(0, slice_bytes);
            chunk.remove_prefix(slice.size());
            silent_ += slice.size();
            const bool good = XML_Parse(expat_.get(), slice.data(), static_cast<int>(slice.size()),
                                        XML_FALSE) != XML_STATUS_ERROR;
            hand_over();
            if (!good) {
                fail(false);
            } else if (silent_ > limits::export_tag_bytes) {
                stop_reason_ = "a tag or comment is longer than any export has it";
                fail(false);
            }
        }
        return !ended_;
    }

    bool finish() {
        if (!ended_ && XML_Parse(expat_.get(), "", 0, XML_TRUE) == XML_STATUS_ERROR) fail(true);
        hand_over();
        const bool whole = !failed_;
        ended_ = true;
        return whole;
    }

    const ExportSite& site() const { return site_; }

  private:
    static Parser& of(void* self) { return *static_cast<Parser*>(self); }
    Place place() const { return path_.empty() ? Place::outside : path_.back(); }

    // Expat may give the rest of a tag after it was told to stop.
    void start(std::string_view name, const XML_Char** attributes) {
        if (stop_reason_ != nullptr) return;
        silent_ = 0;
        if (path_.size() >= limits::nesting) return stop("elements stand too deep in each other");
        const auto* child = std::find_if(std::begin(children), std::end(children), [&](const Child& row) {
            return row.parent == place() && row.name == name;
        });
        Place here = child == std::end(children) ? Place::other : child->place;
        if (path_.empty() && here != Place::root) return stop("this is no export of MediaWiki");
        // In a page the first redirect is an attribute, not text.
        if (place() == Place::page && name == "redirect") page_.redirect = attribute(attributes, "title");
        path_.push_back(here);
        field_.clear();
        switch (here) {
            case Place::root:
                site_.language = attribute(attributes, "xml:lang");
                break;
            case Place::name_space:
                site_.name_spaces.push_back({number(attribute(attributes, "key")), {}});
                break;
            case Place::page:
                page_ = {};
                latest_.reset();
                page_too_large_ = fields_too_large_ = too_large_ = false;
                break;
            case Place::revision:
                revision_ = page_;
                too_large_ = fields_too_large_;
                break;
            case Place::text:
                // Hidden texts say so; stubs name the text by its id alone.
                revision_.has_text =
                    attribute(attributes, "deleted").empty() && attribute(attributes, "id").empty();
                break;
            default:
                break;
        }
    }

    void characters(std::string_view text) {
        if (stop_reason_ != nullptr) return;
        silent_ = 0;
        if (place() == Place::text) {
            revision_.has_text = true;
            append(revision_.text, text, limits::page_bytes);
        } else if (place() != Place::other) {
            append(field_, text, limits::export_field_bytes);
        }
    }

    void append(std::string& to, std::string_view text, std::size_t limit) {
        if (to.size() + text.size() > limit) {
            too_large_ = true;
        } else {
            to += text;
        }
    }

    void end() {
        if (stop_reason_ != nullptr) return;
        silent_ = 0;
        const Place here = place();
        path_.pop_back();
        if (place() == Place::page && here != Place::revision) fields_too_large_ = too_large_;
        switch (here) {
            case Place::site_name:
                site_.name = std::move(field_);
                break;
            case Place::site_base:
                site_.base = std::move(field_);
                break;
            case Place::name_space:
                site_.name_spaces.back().name = std::move(field_);
                break;
            case Place::title:
                page_.title = std::move(field_);
                break;
            case Place::ns:
                page_.name_space = number(field_);
                break;
            case Place::page_id:
                page_.page_id = std::move(field_);
                break;
            case Place::revision_id:
                revision_.revision_id = std::move(field_);
                break;
            case Place::timestamp:
                revision_.timestamp = std::move(field_);
                break;
            case Place::user:
                revision_.contributor = std::move(field_);
                break;
            case Place::model:
                revision_.model = std::move(field_);
                break;
            case Place::format:
                revision_.format = std::move(field_);
                break;
            case Place::revision:
                end_revision();
                break;
            case Place::page:
                if (latest_) ready_.push_back(std::move(*latest_));
                latest_.reset();
                break;
            default:
                break;
        }
        field_.clear();
    }

    void end_revision() {
        if (too_large_) {
            revision_.text = {};
            if (options_.all_revisions || !latest_ || is_later(revision_, *latest_)) {
                if (!std::exchange(page_too_large_, true))
                    report(Code::page_too_large, "page \"" + page_.title + "\" is larger than the limit",
                           "it is left out; what was stored of it earlier is kept");
                latest_.reset();
            }
        } else if (options_.all_revisions) {
            ready_.push_back(std::move(revision_));
        } else if (!latest_ || is_later(revision_, *latest_)) {
            latest_ = std::move(revision_);
        }
        revision_ = {};
    }

    void stop(const char* why) {
        stop_reason_ = why;
        XML_StopParser(expat_.get(), XML_FALSE);
    }

    void fail(bool at_end) {
        const XML_Error error = XML_GetErrorCode(expat_.get());
        const bool truncated = at_end && stop_reason_ == nullptr && cut_short(error);
        const bool in_page = std::find(path_.begin(), path_.end(), Place::page) != path_.end();
        std::string message = truncated                 ? "the export ends"
                              : stop_reason_ != nullptr ? stop_reason_
                                                        : XML_ErrorString(error);
        if (in_page)
            message += page_.title.empty() ? " inside a page" : " inside page \"" + page_.title + "\"";
        if (truncated && path_.empty()) message = "the export is empty";
        report(truncated ? Code::truncated_export : Code::malformed_export, message,
               truncated ? "make the export again and compare the file sizes; the pages before were read"
                         : "make the export again; the pages before this place were read");
        failed_ = ended_ = true;
    }

    void report(Code code, const std::string& message, std::string hint) {
        const auto byte =
            static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(expat_.get()), 0));
        Diagnostic found =
            diagnose(code, options_.file, message + " (byte " + std::to_string(byte) + ")", std::move(hint));
        found.position = {static_cast<std::uint32_t>(XML_GetCurrentLineNumber(expat_.get())),
                          static_cast<std::uint32_t>(XML_GetCurrentColumnNumber(expat_.get())) + 1};
        if (byte < 0xffffffff)
            found.span = {static_cast<std::uint32_t>(byte), static_cast<std::uint32_t>(byte)};
        reports_.push_back(std::move(found));
    }

    void hand_over() {
        for (ExportPage& page : std::exchange(ready_, {})) on_page_(std::move(page));
        for (Diagnostic& found : std::exchange(reports_, {})) on_diagnostic_(std::move(found));
    }

    ExportOptions options_;
    PageHandler on_page_;
    DiagnosticHandler on_diagnostic_;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> expat_;
    ExportSite site_;
    std::vector<Place> path_;
    std::string field_;
    ExportPage page_;                   ///< what holds for all revisions
    ExportPage revision_;               ///< the one being read
    std::optional<ExportPage> latest_;  ///< of the page being read
    std::vector<ExportPage> ready_;
    std::vector<Diagnostic> reports_;
    std::size_t silent_ = 0;  ///< bytes since the last event: expat holds them
    const char* stop_reason_ = nullptr;
    bool too_large_ = false;
    bool page_too_large_ = false;    ///< and was reported
    bool fields_too_large_ = false;  ///< of the page itself
    bool ended_ = false;
    bool failed_ = false;
};

MediaWikiExport::MediaWikiExport(ExportOptions options, PageHandler on_page, DiagnosticHandler on_diagnostic)
    : parser_(std::make_unique<Parser>(std::move(options), std::move(on_page), std::move(on_diagnostic))) {}

MediaWikiExport::~MediaWikiExport() = default;

bool MediaWikiExport::feed(std::string_view chunk) {
    return parser_->feed(chunk);
}
bool MediaWikiExport::finish() {
    return parser_->finish();
}
const ExportSite& MediaWikiExport::site() const {
    return parser_->site();
}

bool looks_like_mediawiki_export(std::string_view beginning) {
    for (std::size_t at = beginning.find('<'); at != std::string_view::npos;
         at = beginning.find('<', at + 1)) {
        const std::string_view rest = beginning.substr(at);
        if (rest.starts_with("<?") || rest.starts_with("<!")) continue;
        return rest.starts_with("<mediawiki");
    }
    return false;
}

}  // namespace clausemark
