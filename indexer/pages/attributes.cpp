// SPDX-License-Identifier: Apache-2.0
// Attributes of a page. See attributes.h.
#include "indexer/pages/attributes.h"

#include <algorithm>

#include "indexer/config/glob.h"
#include "indexer/pages/scopes.h"

namespace clausemark {
namespace {

const std::string* stated(const Document& document, const std::vector<std::string>& names) {
    for (const std::string& name : names)
        for (const Property& property : document.properties)
            if (property.name == name && !property.value.empty()) return &property.value;
    return nullptr;
}

void take(std::string& attribute, DocumentField field, const Document& document, const Config& config) {
    if (!attribute.empty()) return;
    const FieldSource& source = config.field(field);
    const std::string* value = stated(document, source.names_in(document.format));
    attribute = value != nullptr ? *value : source.otherwise;
}

std::string title_from_key(const std::string& key) {
    const std::size_t slash = key.rfind('/');
    const std::string name = slash == std::string::npos ? key : key.substr(slash + 1);
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

bool matches_any(const std::vector<std::string>& globs, std::string_view text) {
    return std::any_of(globs.begin(), globs.end(),
                       [&](const std::string& glob) { return glob_match(glob, text); });
}

bool has_property(const Scope& scope, const Document& document) {
    return std::any_of(document.properties.begin(), document.properties.end(), [&](const Property& property) {
        const auto wanted = scope.properties.find(property.name);
        if (wanted == scope.properties.end()) return false;
        return std::any_of(wanted->second.begin(), wanted->second.end(),
                           [&](const std::string& value) { return lower(value) == lower(property.value); });
    });
}

/// Whether a scope that is not everything takes the page in.
bool takes_in(const Scope& scope, const DocumentKey& id, const Attributes& a, const Document& document) {
    return matches_any(scope.pages, id.key) || matches_any(scope.spaces, a.space) ||
           has_property(scope, document);
}

}  // namespace

std::vector<const ManagementSystem*> systems_of(const Standard& standard, const Config& config) {
    std::vector<const ManagementSystem*> of_edition;
    std::vector<const ManagementSystem*> of_family;
    for (const ManagementSystem& system : config.systems) {
        if (system.standards.empty()) {
            if (system.name == standard.system) of_edition.push_back(&system);
            continue;
        }
        const auto& ids = system.standards;
        if (std::find(ids.begin(), ids.end(), standard.id) != ids.end())
            of_edition.push_back(&system);
        else if (std::any_of(ids.begin(), ids.end(),
                             [&](const std::string& id) { return id.starts_with(standard.family + ":"); }))
            of_family.push_back(&system);
    }
    return of_edition.empty() ? of_family : of_edition;
}

namespace {

bool in_scope(const DocumentKey& id, const Attributes& a, const Document& document, const Standard& standard,
              const Config& config) {
    const auto systems = systems_of(standard, config);
    return std::all_of(systems.begin(), systems.end(), [&](const ManagementSystem* system) {
        return system->scope.all() || takes_in(system->scope, id, a, document);
    });
}

}  // namespace

bool in_scope(const DocumentRecord& document, const Standard& standard, const Config& config) {
    const Attributes& a = document.attributes;
    const std::array<std::pair<DocumentField, const std::string*>, 6> kept = {{
        {DocumentField::system, &a.system},
        {DocumentField::owner, &a.owner},
        {DocumentField::approver, &a.approver},
        {DocumentField::version, &a.version},
        {DocumentField::review_date, &a.review_date},
        {DocumentField::type, &a.type},
    }};
    Document properties;
    for (const auto& [field, value] : kept)
        if (!value->empty())
            for (const std::string& name : config.field(field).names_in(a.format))
                properties.properties.push_back({name, *value, {}});
    return in_scope(document.id, a, properties, standard, config);
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

void complete(Attributes& a, const Document& document, const DocumentKey& id, const Config& config) {
    if (a.title.empty()) a.title = document.title;
    if (a.title.empty()) a.title = title_from_key(id.key);
    if (a.language.empty()) a.language = document.language;
    take(a.system, DocumentField::system, document, config);
    take(a.owner, DocumentField::owner, document, config);
    take(a.approver, DocumentField::approver, document, config);
    take(a.version, DocumentField::version, document, config);
    take(a.review_date, DocumentField::review_date, document, config);
    take(a.type, DocumentField::type, document, config);
    if (a.status != DocumentStatus::unstated) return;
    const FieldSource& source = config.field(DocumentField::status);
    if (const std::string* word = stated(document, source.names_in(document.format))) {
        a.status = config.status_named(*word);
        // A word that nobody explained is no approval.
        if (a.status == DocumentStatus::unstated) a.status = DocumentStatus::draft;
    }
}

std::string named_system(const DocumentKey& id, const Attributes& a, const Document& document,
                         const Config& config) {
    std::string named;
    std::string others;
    for (const ManagementSystem& system : config.systems) {
        if (lower(system.name) == lower(a.system))
            named = system.name;
        else if (!system.scope.all() && takes_in(system.scope, id, a, document))
            others += ", " + system.name;
    }
    return named.empty() ? a.system : named + others;
}

bool rules_speak(const std::string& language, const std::vector<std::string>& languages) {
    if (language.empty() || languages.empty()) return true;
    const std::string primary = lower(language.substr(0, language.find_first_of("-_")));
    return std::find(languages.begin(), languages.end(), primary) != languages.end();
}

Standing standing_of(const DocumentKey& id, const Attributes& a, const Document& document,
                     const Standard& standard, const Config& config,
                     const std::vector<std::string>& languages) {
    DocumentStatus status = a.status;
    if (status == DocumentStatus::unstated)
        status = config.status_named(config.field(DocumentField::status).otherwise);
    if (status == DocumentStatus::withdrawn) return Standing::withdrawn;
    if (status == DocumentStatus::draft) return Standing::draft;
    if (status == DocumentStatus::edited) return Standing::edited;
    if (!rules_speak(a.language, languages)) return Standing::other_language;
    return in_scope(id, a, document, standard, config) ? Standing::counted : Standing::out_of_scope;
}

}  // namespace clausemark
