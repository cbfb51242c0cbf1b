// SPDX-License-Identifier: Apache-2.0
// Gathers the corpus from the program itself or from a folder. See corpus.h.
#include "indexer/corpus/corpus.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "indexer/corpus/embedded.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

/// What belongs to a corpus; cmake/EmbedCorpus.cmake embeds the same.
bool belongs(std::string_view path) {
    const auto below = [&](std::string_view folder, std::string_view extension) {
        return path.starts_with(folder) && path.ends_with(extension);
    };
    return below("standards/", ".json") || below("rules/", ".rules") || below("citations/", ".json") ||
           below("config/", ".json") || below("correspondences/", ".json") ||
           below("document-control/", ".json") || below("documented-information/", ".json") ||
           below("integration/", ".json") || below("languages/", ".json");
}

constexpr const char* hint = "a corpus is a folder with standards/*.json and rules/**/*.rules";

Diagnostic unreadable(const fs::path& path, const std::error_code& why) {
    return diagnose(Code::unreadable_file, path.string(),
                    fmt::format("the corpus cannot be read here: {}", why ? why.message() : "reading failed"),
                    hint);
}

}  // namespace

Corpus Corpus::embedded() {
    Corpus out;
    for (const EmbeddedFile& file : embedded_files()) {
        out.files.push_back({std::string(file.path), std::string(file.text)});
    }
    return out;
}

Result<Corpus> Corpus::from_directory(const fs::path& directory) {
    Corpus out;
    std::error_code error;
    fs::recursive_directory_iterator entry(directory, error), end;
    if (error) return unreadable(directory, error);
    while (entry != end) {
        const fs::path path = entry->path();
        const std::string name = path.lexically_relative(directory).generic_string();
        if (belongs(name) && entry->is_regular_file(error)) {
            std::ifstream in(path, std::ios::binary);
            std::ostringstream text;
            if (in.peek() != std::ifstream::traits_type::eof()) text << in.rdbuf();
            if (!in.is_open() || in.bad() || text.fail()) return unreadable(path, {});
            out.files.push_back({name, std::move(text).str()});
        }
        if (error) return unreadable(path, error);
        entry.increment(error);
        if (error) return unreadable(directory, error);
    }
    if (out.files.empty()) {
        return diagnose(Code::unreadable_file, directory.string(),
                        "the folder holds no clause lists and no rules", hint);
    }
    std::ranges::sort(out.files, {}, &CorpusFile::path);
    return out;
}

std::vector<const CorpusFile*> Corpus::in_folder(std::string_view folder) const {
    std::vector<const CorpusFile*> out;
    for (const CorpusFile& file : files) {
        if (file.path.size() > folder.size() && file.path.starts_with(folder) &&
            file.path[folder.size()] == '/') {
            out.push_back(&file);
        }
    }
    return out;
}

}  // namespace clausemark
