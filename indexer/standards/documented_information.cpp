// SPDX-License-Identifier: Apache-2.0
// See documented_information.h.
#include "indexer/standards/documented_information.h"

#include <fmt/format.h>

#include "indexer/json/decoder.h"

namespace clausemark {

void DocumentedInformation::add(const Catalogue& catalogue, std::string_view path, std::string_view json,
                                std::vector<Diagnostic>& faults) {
    JsonDecoder in(path, json, {Code::standard_malformed, Code::standard_malformed, Code::standard_malformed},
                   faults);
    const JsonValue* root = in.root();
    if (root == nullptr || !in.object(*root, "the file", {"license", "standard", "items"})) return;
    const JsonValue* standard = in.member(*root, "standard", true);
    const JsonValue* list = in.member(*root, "items", true);
    if (standard == nullptr || list == nullptr) return;
    const auto id = in.string(*standard, "\"standard\"");
    if (id && !catalogue.find_standard(*id))
        in.bad_value(*standard, fmt::format("there is no standard \"{}\"", *id));
    const auto* items = in.list(*list, "\"items\"");
    if (!id || items == nullptr) return;
    for (const JsonValue& item : *items) {
        if (!in.object(item, "an item", {"clause", "kind", "what"})) continue;
        const JsonValue* number = in.member(item, "clause", true);
        const JsonValue* kind = in.member(item, "kind", true);
        const JsonValue* what = in.member(item, "what", true);
        if (number == nullptr || kind == nullptr || what == nullptr) continue;
        const auto text = in.string(*number, "\"clause\"");
        const auto record = in.one_of(*kind, "\"kind\"", {"maintain", "retain"});
        const auto words = in.string(*what, "\"what\"");
        if (!text || !record || !words) continue;
        const auto clause = catalogue.find(fmt::format("{}/{}", *id, *text));
        if (!clause) {
            in.bad_value(*number, fmt::format("{} has no clause \"{}\"", *id, *text));
            continue;
        }
        items_.push_back({*clause, *record == 1, *words});
    }
}

std::vector<DocumentedItem> DocumentedInformation::of(const Catalogue& catalogue,
                                                      StandardIndex standard) const {
    std::vector<DocumentedItem> out;
    for (const DocumentedItem& item : items_)
        if (catalogue.clause(item.clause).standard == standard) out.push_back(item);
    return out;
}

}  // namespace clausemark
