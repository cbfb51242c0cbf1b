// SPDX-License-Identifier: Apache-2.0
// See control_settings.h.
#include "indexer/checks/control_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "indexer/corpus/corpus.h"
#include "indexer/json/decoder.h"
#include "parser/core/edit_distance.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::config_syntax, Code::config_unknown_key, Code::config_bad_value};
constexpr std::size_t months_a_year = 12;

/// The field of clausemark.json that names the same fact.
std::optional<DocumentField> document_field(ControlField field) {
    const auto name = control_fields[static_cast<std::size_t>(field)];
    const auto found = std::ranges::find(document_fields, name);
    if (found == document_fields.end()) return std::nullopt;
    return static_cast<DocumentField>(found - document_fields.begin());
}

std::vector<ControlField> read_fields(JsonDecoder& in, const JsonValue& value) {
    std::vector<ControlField> fields;
    for (const std::string& name : in.strings(value, "a list of facts")) {
        const auto known = std::ranges::find(control_fields, name);
        if (known != control_fields.end())
            fields.push_back(static_cast<ControlField>(known - control_fields.begin()));
        else
            in.bad_value(value, fmt::format("documents state no fact \"{}\"", name),
                         fmt::format("it may be {}", fmt::join(control_fields, ", ")));
    }
    return fields;
}

}  // namespace

ControlSettings read_control_settings(std::string_view path, std::string_view text,
                                      std::vector<Diagnostic>& faults) {
    ControlSettings to;
    JsonDecoder in(std::string(path), text, codes, faults);
    const JsonValue* root = in.root();
    if (root == nullptr) return to;
    if (!in.object(*root, "document control",
                   {"license", "facts", "headings", "placeholders", "months", "types", "otherwise",
                    "review-facts", "repository-files", "document-words"}))
        return to;
    const auto words = [&](const JsonValue& object, std::string_view key, std::vector<std::string>& list) {
        if (const JsonValue* value = in.member(object, key, true))
            list = in.strings(*value, fmt::format("\"{}\"", key));
    };
    if (const JsonValue* facts = in.member(*root, "facts", true);
        facts != nullptr && in.map(*facts, "\"facts\"")) {
        for (const JsonMember& member : facts->members) {
            const auto known = std::ranges::find(control_fields, member.key);
            if (known == control_fields.end())
                in.fault(Code::config_unknown_key, member.key_span,
                         fmt::format("documents state no fact \"{}\"", member.key));
            else
                to.names[static_cast<std::size_t>(known - control_fields.begin())] =
                    in.strings(member.value, "the names of a fact");
        }
    }
    words(*root, "headings", to.headings);
    words(*root, "placeholders", to.placeholders);
    words(*root, "months", to.months);
    if (to.months.size() != months_a_year) in.bad_value(*root, "a year has twelve months, from January on");
    words(*root, "review-facts", to.review_facts);
    words(*root, "repository-files", to.repository_files);
    words(*root, "document-words", to.document_words);
    if (const JsonValue* fields = in.member(*root, "otherwise", true))
        to.otherwise = read_fields(in, *fields);
    const JsonValue* types = in.member(*root, "types", true);
    const auto* items = types != nullptr ? in.list(*types, "\"types\"") : nullptr;
    if (items == nullptr) return to;
    for (const JsonValue& item : *items) {
        if (!in.object(item, "a type of document", {"names", "states"})) continue;
        DocumentType type;
        words(item, "names", type.names);
        if (const JsonValue* states = in.member(item, "states", true)) type.states = read_fields(in, *states);
        to.types.push_back(std::move(type));
    }
    return to;
}

const ControlSettings& ControlSettings::shipped() {
    static const ControlSettings read = [] {
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        const auto files = corpus.in_folder("document-control");
        return files.empty() ? ControlSettings{}
                             : read_control_settings(files[0]->path, files[0]->text, faults);
    }();
    return read;
}

std::vector<std::string> ControlSettings::names_of(ControlField field, const Config& config,
                                                   Format format) const {
    std::vector<std::string> all;
    if (const auto known = document_field(field)) all = config.field(*known).names_in(format);
    for (const std::string& name : names[static_cast<std::size_t>(field)])
        if (std::ranges::find(all, name) == all.end()) all.push_back(name);
    return all;
}

}  // namespace clausemark
