// SPDX-License-Identifier: Apache-2.0
// See document_types.h.
#include "indexer/checks/document_types.h"

#include <algorithm>

#include "indexer/pages/attributes.h"

namespace clausemark {
namespace {

bool is_word_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool begins_with(std::string_view title, std::string_view name) {
    return title.starts_with(name) && (title.size() == name.size() || !is_word_byte(title[name.size()]));
}

bool ends_with(std::string_view title, std::string_view name) {
    return title.ends_with(name) &&
           (title.size() == name.size() || !is_word_byte(title[title.size() - name.size() - 1]));
}

template <typename Fits>
const DocumentType* first_type(Fits fits) {
    for (const DocumentType& type : ControlSettings::shipped().types)
        if (std::ranges::any_of(type.names, fits)) return &type;
    return nullptr;
}

/// The last word of a title says what it is ("Backup policy"), unless a label stands before it ("Policy:
/// ...").
const DocumentType* type_of(const Attributes& attributes) {
    const std::string said = lower(attributes.type);
    if (!said.empty()) {
        if (const auto* type = first_type([&](const std::string& name) { return said == name; })) return type;
        return first_type(
            [&](const std::string& name) { return begins_with(said, name) || ends_with(said, name); });
    }
    std::string title = lower(attributes.title);
    // "Audit checklist - ISO/IEC 27001": what stands behind a dash does not say what it is, unless it is a
    // record of what stands before it: "Backup policy - status".
    for (const std::string_view dash : {" - ", " \u2013 ", " \u2014 "}) {
        const std::size_t at = title.find(dash);
        const auto ends_title = [&](const std::string& name) { return ends_with(title, name); };
        if (at != std::string::npos)
            if (const auto* type = first_type(ends_title); type != nullptr && type->states.empty())
                return type;
        if (at != std::string::npos && first_type([&](const std::string& name) {
                                           return ends_with(std::string_view(title).substr(0, at), name);
                                       }) != nullptr)
            title.resize(at);
    }
    const std::string_view label = std::string_view(title).substr(0, title.find(':'));
    if (label.size() < title.size()) {
        if (const auto* type = first_type([&](const std::string& name) { return label == name; }))
            return type;
    }
    if (const auto* type = first_type([&](const std::string& name) { return ends_with(title, name); }))
        return type;
    return nullptr;
}

/// Facts that are about the document's control, not about what it is. A status alone is as often that of what
/// the page tells of.
bool is_control(const ControlFact& fact) {
    using enum ControlField;
    return fact.field != type && fact.field != author && fact.field != status;
}

}  // namespace

std::span<const ControlField> facts_asked_of(const Attributes& attributes, const ControlFacts& facts) {
    if (const DocumentType* type = type_of(attributes)) return type->states;
    if (std::ranges::any_of(facts.all(), is_control)) return ControlSettings::shipped().otherwise;
    return {};
}

bool is_form_by_name(std::string_view key) {
    const std::string_view file = key.substr(key.rfind('/') + 1);
    if (std::ranges::find(ControlSettings::shipped().repository_files, file.substr(0, file.find('.'))) !=
        ControlSettings::shipped().repository_files.end())
        return true;
    const std::string name = lower(key);
    const auto says_form = [](std::string_view part) {
        const auto ends_it = [&](const std::string& type) { return ends_with(part, type); };
        return std::ranges::any_of(ControlSettings::shipped().types, [&](const DocumentType& type) {
            return type.states.empty() && std::ranges::any_of(type.names, ends_it);
        });
    };
    for (std::string_view rest = name;;) {
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos) return says_form(rest.substr(0, rest.rfind('.')));
        const std::string_view folder = rest.substr(0, slash);
        const bool several = folder.ends_with('s');  // "templates", and "minutes" is one word
        if (says_form(folder) || (several && says_form(folder.substr(0, folder.size() - 1)))) return true;
        rest.remove_prefix(slash + 1);
    }
}

bool facts_asked_of(const Attributes& attributes, const ControlFacts& facts, ControlField field) {
    const auto asked = facts_asked_of(attributes, facts);
    return std::ranges::find(asked, field) != asked.end();
}

}  // namespace clausemark
