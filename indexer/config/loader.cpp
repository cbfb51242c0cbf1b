// SPDX-License-Identifier: Apache-2.0
// Reads clausemark.json: one function a key, each checking what it takes. See config.h.
#include "indexer/config/loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "indexer/config/applicability_keys.h"
#include "indexer/config/checks.h"
#include "indexer/config/dates.h"
#include "indexer/json/decoder.h"
#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::config_syntax, Code::config_unknown_key, Code::config_bad_value};
constexpr std::int64_t most_threads = 256;    // more only wait for each other
constexpr std::int64_t most_pages = 200;      // that share a passage and are compared: 20,000 pairs
constexpr std::int64_t most_words = 100'000;  // of a duplicate region; a page is shorter

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

std::vector<std::string> lower_all(std::vector<std::string> texts) {
    for (std::string& text : texts) text = lower(std::move(text));
    return texts;
}

std::string join(const auto& words) {
    std::string out;
    for (const std::string_view word : words) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", word);
    return out;
}

class Loader {
  public:
    Loader(Config& config, std::string_view path, std::string_view text, const Catalogue& catalogue,
           std::vector<Diagnostic>& faults)
        : config_(config), catalogue_(catalogue), in_(path, text, codes, faults) {}

    void run(std::size_t size) {
        if (size > limits::config_bytes) {
            in_.fault(Code::config_syntax, {},
                      fmt::format("a configuration may have {} bytes at most", limits::config_bytes));
            return;
        }
        const JsonValue* root = in_.root();
        if (root == nullptr) return;
        if (!in_.object(
                *root, "the configuration",
                {"license", "$schema", "wiki", "pages", "standards", "languages", "systems", "documents",
                 "statuses", "applicability", "own-controls", "statement-of-applicability", "held-elsewhere",
                 "boilerplate", "copies", "thresholds", "limits", "checks", "checks-in"})) {
            return;
        }
        if (const JsonValue* value = in_.member(*root, "wiki"))
            set(config_.wiki, in_.string(*value, "\"wiki\""));
        if (const JsonValue* value = in_.member(*root, "pages")) read_pages(*value);
        if (const JsonValue* value = in_.member(*root, "standards"))
            config_.standards = read_standards(*value, "\"standards\"");
        if (read_list(*root, "languages", config_.languages))
            config_.languages = lower_all(std::move(config_.languages));
        if (const JsonValue* value = in_.member(*root, "systems")) read_systems(*value);
        if (const JsonValue* value = in_.member(*root, "documents")) read_documents(*value);
        if (const JsonValue* value = in_.member(*root, "statuses")) read_statuses(*value);
        read_applicability_keys(in_, config_, catalogue_, *root,
                                [&](const JsonMember& member) { return read_clause(member); });
        if (const JsonValue* value = in_.member(*root, "held-elsewhere")) read_held_elsewhere(*value);
        if (const JsonValue* value = in_.member(*root, "boilerplate")) read_boilerplate(*value);
        if (const JsonValue* value = in_.member(*root, "copies")) read_copies(*value);
        if (const JsonValue* value = in_.member(*root, "thresholds")) read_thresholds(*value);
        if (const JsonValue* value = in_.member(*root, "limits")) read_limits(*value);
        CheckSettings checks;  // kept by those who check: check_settings_of()
        read_checks(in_, *root, checks);
    }

  private:
    template <typename T>
    static void set(T& to, std::optional<T> from) {
        if (from) to = std::move(*from);
    }

    /// A list of strings at a key of an object, where it is there.
    bool read_list(const JsonValue& object, std::string_view key, std::vector<std::string>& to) {
        const JsonValue* value = in_.member(object, key);
        if (value == nullptr) return false;
        to = in_.strings(*value, fmt::format("\"{}\"", key));
        return true;
    }

    std::optional<Format> read_format(std::string_view name, Span span) {
        if (const auto format = format_named(name)) return format;
        std::vector<std::string_view> names;
        for (const FormatInfo& format : all_formats()) names.push_back(format.name);
        const std::string_view nearest = nearest_name(name, names, misspelling(name));
        in_.fault(
            Code::config_bad_value, span, fmt::format("there is no format \"{}\"", name),
            nearest.empty() ? "it may be " + join(names) : fmt::format("did you mean \"{}\"?", nearest));
        return std::nullopt;
    }

    void read_pages(const JsonValue& value) {
        if (!in_.object(value, "\"pages\"", {"include", "exclude", "format"})) return;
        read_list(value, "include", config_.pages.include);
        read_list(value, "exclude", config_.pages.exclude);
        const JsonValue* formats = in_.member(value, "format");
        if (formats == nullptr || !in_.map(*formats, "\"format\"")) return;
        config_.pages.formats.clear();
        for (const JsonMember& member : formats->members) {
            const auto name = in_.string(member.value, "the format of pages");
            if (!name) continue;
            if (const auto format = read_format(*name, member.value.span))
                config_.pages.formats.emplace_back(member.key, *format);
        }
    }

    std::vector<std::string> read_standards(const JsonValue& value, std::string_view what) {
        std::vector<std::string> out;
        const auto* items = in_.list(value, what);
        if (items == nullptr) return out;
        std::vector<std::string_view> ids;
        for (const Standard& standard : catalogue_.standards()) ids.push_back(standard.id);
        for (const JsonValue& item : *items) {
            auto id = in_.string(item, fmt::format("each item of {}", what));
            if (!id) continue;
            if (catalogue_.find_standard(*id)) {
                out.push_back(std::move(*id));
                continue;
            }
            const std::string_view nearest = nearest_name(*id, ids, misspelling(*id));
            in_.bad_value(
                item, fmt::format("there is no standard \"{}\"", *id),
                nearest.empty() ? "it may be " + join(ids) : fmt::format("did you mean \"{}\"?", nearest));
        }
        return out;
    }

    void read_systems(const JsonValue& value) {
        const auto* items = in_.list(value, "\"systems\"");
        if (items == nullptr) return;
        config_.systems.clear();
        for (const JsonValue& item : *items) {
            if (!in_.object(item, "a system", {"name", "standards", "scope"})) continue;
            ManagementSystem system;
            const JsonValue* name = in_.member(item, "name", true);
            if (name != nullptr) set(system.name, in_.string(*name, "\"name\""));
            const auto same = [&](const ManagementSystem& other) { return other.name == system.name; };
            if (!system.name.empty() && std::ranges::any_of(config_.systems, same)) {
                in_.bad_value(*name, fmt::format("there are two systems \"{}\"", system.name));
            }
            if (const JsonValue* standards = in_.member(item, "standards")) {
                system.standards = read_standards(*standards, "\"standards\"");
            }
            if (const JsonValue* scope = in_.member(item, "scope")) read_scope(*scope, system.scope);
            config_.systems.push_back(std::move(system));
        }
    }

    void read_scope(const JsonValue& value, Scope& scope) {
        if (!in_.object(value, "\"scope\"", {"pages", "spaces", "properties"})) return;
        read_list(value, "pages", scope.pages);
        read_list(value, "spaces", scope.spaces);
        const JsonValue* properties = in_.member(value, "properties");
        if (properties == nullptr || !in_.map(*properties, "\"properties\"")) return;
        for (const JsonMember& member : properties->members) {
            scope.properties[lower(member.key)] = in_.strings(member.value, "the values of a property");
        }
    }

    void read_documents(const JsonValue& value) {
        if (!in_.object(value, "\"documents\"",
                        {"status", "system", "scope", "owner", "approver", "version", "review-date", "type",
                         "satisfies", "labels", "marking", "approval-date", "last-review", "review-interval",
                         "author"})) {
            return;
        }
        for (std::size_t i = 0; i < document_fields.size(); ++i) {
            const JsonValue* field = in_.member(value, document_fields[i]);
            if (field == nullptr) continue;
            const std::string what = fmt::format("\"{}\"", document_fields[i]);
            const bool attribute = static_cast<DocumentField>(i) < DocumentField::marking;
            if (!(attribute ? in_.object(*field, what, {"from", "default"})
                            : in_.object(*field, what, {"from"})))
                continue;
            if (const JsonValue* from = in_.member(*field, "from"))
                read_field_names(*from, config_.documents[i]);
            if (const JsonValue* otherwise = in_.member(*field, "default")) read_default(i, *otherwise);
        }
    }

    void read_default(std::size_t field, const JsonValue& value) {
        std::string& to = config_.documents[field].otherwise;
        if (static_cast<DocumentField>(field) == DocumentField::status) {
            if (in_.one_of(value, "\"default\"", {"draft", "approved", "approved-but-edited", "withdrawn"}))
                to = value.string;
        } else {
            set(to, in_.string(value, "\"default\"", true));
        }
    }

    /// ["status", "state"], or {"mediawiki": ["Status"], "markdown": ["status"]}.
    void read_field_names(const JsonValue& value, FieldSource& source) {
        if (value.kind != JsonKind::object) {
            source.names = lower_all(in_.strings(value, "\"from\""));
            source.by_format.clear();
            return;
        }
        in_.map(value, "\"from\"");
        for (const JsonMember& member : value.members) {
            std::vector<std::string> names = lower_all(in_.strings(member.value, "the names of a property"));
            if (const auto format = read_format(member.key, member.key_span))
                source.by_format[*format] = std::move(names);
        }
    }

    void read_statuses(const JsonValue& value) {
        if (!in_.object(value, "\"statuses\"", {"draft", "approved", "approved-but-edited", "withdrawn"}))
            return;
        for (const auto& entry : {std::pair{"draft", DocumentStatus::draft},
                                  {"approved", DocumentStatus::approved},
                                  {"approved-but-edited", DocumentStatus::edited},
                                  {"withdrawn", DocumentStatus::withdrawn}}) {
            const char* key = entry.first;
            const DocumentStatus status = entry.second;
            const JsonValue* list = in_.member(value, key);
            const auto* items = list != nullptr ? in_.list(*list, fmt::format("\"{}\"", key)) : nullptr;
            if (items == nullptr) continue;
            std::erase_if(config_.statuses, [&](const auto& known) { return known.second == status; });
            for (const JsonValue& item : *items) {
                const auto word = in_.string(item, "a word for a status");
                if (!word) continue;
                const auto [known, added] = config_.statuses.emplace(lower(*word), status);
                if (added || known->second == status) continue;
                // A default gives way to what the file says; a word that the file gives twice is a mistake.
                if (given_.contains(known->first)) {
                    in_.bad_value(item, fmt::format("\"{}\" cannot mean two statuses", *word));
                } else {
                    known->second = status;
                }
            }
            for (const JsonValue& item : *items) given_.insert(lower(item.string));
        }
    }

    /// What may be meant: the number alone in the standards that have it, else the nearest id.
    std::string clause_hint(const std::string& written) const {
        std::string ids;
        for (const Standard& standard : catalogue_.standards())
            if (!standard.optional && catalogue_.find(standard.id + "/" + written))
                ids += fmt::format("{}\"{}/{}\"", ids.empty() ? "" : " or ", standard.id, written);
        if (!ids.empty()) return fmt::format("name the standard and its edition: {}", ids);
        const std::string nearest = catalogue_.nearest(written);
        return nearest.empty() ? "a clause is written like " + example_clause()
                               : fmt::format("did you mean \"{}\"?", nearest);
    }

    /// The clause that a key names, where it exists in a standard in force.
    std::optional<ClauseIndex> read_clause(const JsonMember& member) {
        const auto clause = catalogue_.find(member.key);
        if (!clause) {
            in_.fault(Code::config_unknown_clause, member.key_span,
                      fmt::format("no standard has a clause \"{}\"", member.key), clause_hint(member.key));
            return std::nullopt;
        }
        const std::string& standard = catalogue_.standard_of(*clause).id;
        if (!config_.standards.empty() &&
            std::ranges::find(config_.standards, standard) == config_.standards.end()) {
            in_.fault(Code::config_bad_value, member.key_span,
                      fmt::format("\"{}\" is not among the standards in force", standard),
                      fmt::format("\"standards\" has {}", join(config_.standards)));
        }
        return clause;
    }

    std::string example_clause() const {
        return catalogue_.clauses().empty() ? "standard:edition/number"
                                            : fmt::format("\"{}\"", catalogue_.clauses().back().id);
    }

    void read_held_elsewhere(const JsonValue& value) {
        if (!in_.map(value, "\"held-elsewhere\"")) return;
        config_.held_elsewhere.clear();
        for (const JsonMember& member : value.members) {
            const auto clause = read_clause(member);
            if (!in_.object(member.value, fmt::format("the entry of {}", member.key),
                            {"pointer", "holder", "checked"}))
                continue;
            HeldElsewhere entry;
            if (const JsonValue* text = in_.member(member.value, "pointer", true))
                set(entry.pointer, in_.string(*text, "\"pointer\""));
            if (const JsonValue* text = in_.member(member.value, "holder", true))
                set(entry.holder, in_.string(*text, "\"holder\""));
            if (const JsonValue* text = in_.member(member.value, "checked", true)) {
                set(entry.checked, in_.string(*text, "\"checked\""));
                if (!entry.checked.empty() && !is_date(entry.checked)) {
                    in_.bad_value(*text, "\"checked\" must be a day written as YYYY-MM-DD");
                }
            }
            if (clause) config_.held_elsewhere[member.key] = std::move(entry);
        }
    }

    void read_boilerplate(const JsonValue& value) {
        if (!in_.object(value, "\"boilerplate\"", {"headings", "texts", "pages"})) return;
        read_list(value, "headings", config_.boilerplate_headings);
        read_list(value, "texts", config_.boilerplate_texts);
        if (const JsonValue* number = in_.member(value, "pages")) {
            if (const auto pages = in_.integer(*number, "\"pages\"", 2, most_pages)) {
                config_.boilerplate_pages = static_cast<std::size_t>(*pages);
            }
        }
    }

    void read_copies(const JsonValue& value) {
        if (!in_.object(value, "\"copies\"", {"archived", "translations", "hierarchy"})) return;
        read_list(value, "archived", config_.archived_copies);
        read_list(value, "translations", config_.translated_copies);
        const JsonValue* hierarchy = in_.member(value, "hierarchy");
        if (hierarchy == nullptr) return;
        const auto* levels = in_.list(*hierarchy, "\"hierarchy\"");
        if (levels == nullptr) return;
        config_.hierarchy.clear();
        for (const JsonValue& level : *levels)
            config_.hierarchy.push_back(lower_all(in_.strings(level, "a level of \"hierarchy\"")));
    }

    void read_thresholds(const JsonValue& value) {
        if (!in_.object(value, "\"thresholds\"", {"duplicate-similarity", "duplicate-words"})) return;
        if (const JsonValue* number = in_.member(value, "duplicate-similarity")) {
            set(config_.duplicate_similarity, in_.number(*number, "\"duplicate-similarity\"", 0.1, 1));
        }
        if (const JsonValue* number = in_.member(value, "duplicate-words")) {
            if (const auto words = in_.integer(*number, "\"duplicate-words\"", 5, most_words)) {
                config_.duplicate_words = static_cast<std::size_t>(*words);
            }
        }
    }

    void read_limits(const JsonValue& value) {
        if (!in_.object(value, "\"limits\"", {"page-bytes", "threads"})) return;
        if (const JsonValue* number = in_.member(value, "page-bytes")) {
            if (const auto bytes = in_.integer(*number, "\"page-bytes\"", 1, limits::page_bytes)) {
                config_.page_bytes = static_cast<std::size_t>(*bytes);
            }
        }
        if (const JsonValue* number = in_.member(value, "threads")) {
            if (const auto threads = in_.integer(*number, "\"threads\"", 0, most_threads)) {
                config_.threads = static_cast<unsigned>(*threads);
            }
        }
    }

    Config& config_;
    const Catalogue& catalogue_;
    JsonDecoder in_;
    std::set<std::string> given_;  ///< words for statuses that this file gave
};

}  // namespace

void read_config(Config& config, std::string_view path, std::string_view text, const Catalogue& catalogue,
                 std::vector<Diagnostic>& faults) {
    Loader(config, path, text, catalogue, faults).run(text.size());
}

}  // namespace clausemark
