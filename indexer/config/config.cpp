// SPDX-License-Identifier: Apache-2.0
// What the values of a configuration answer by themselves. loader.cpp reads them.
#include "indexer/config/config.h"

#include <algorithm>

#include "indexer/config/glob.h"
#include "indexer/config/loader.h"
#include "indexer/corpus/corpus.h"

namespace clausemark {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

}  // namespace

bool PageSelection::takes(std::string_view path) const {
    const auto matches = [&](const std::string& glob) { return glob_match(glob, path); };
    return std::ranges::any_of(include, matches) && std::ranges::none_of(exclude, matches);
}

std::optional<Format> PageSelection::format_of(std::string_view path) const {
    for (const auto& [glob, format] : formats) {
        if (glob_match(glob, path)) return format;
    }
    return std::nullopt;
}

const std::vector<std::string>& FieldSource::names_in(Format format) const {
    const auto own = by_format.find(format);
    return own != by_format.end() ? own->second : names;
}

DocumentStatus Config::status_named(std::string_view word) const {
    const auto found = statuses.find(lower(word));
    return found != statuses.end() ? found->second : DocumentStatus::unstated;
}

std::vector<StandardIndex> Config::in_force(const Catalogue& catalogue) const {
    std::vector<StandardIndex> out;
    const auto& all = catalogue.standards();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool newest = std::ranges::none_of(all, [&](const Standard& other) {
            return other.family == all[i].family && other.edition > all[i].edition;
        });
        const bool named = std::ranges::find(standards, all[i].id) != standards.end();
        if (standards.empty() ? newest && !all[i].optional : named)
            out.push_back(static_cast<StandardIndex>(i));
    }
    return out;
}

Config Config::defaults() {
    const Corpus corpus = Corpus::embedded();
    std::vector<Diagnostic> faults;
    Config out;
    for (const CorpusFile* file : corpus.in_folder("config")) {
        read_config(out, file->path, file->text, Catalogue{}, faults);
    }
    return out;
}

Config load_config(std::string_view path, std::string_view text, const Catalogue& catalogue,
                   std::vector<Diagnostic>& faults) {
    Config out = Config::defaults();
    read_config(out, path, text, catalogue, faults);
    return out;
}

}  // namespace clausemark
