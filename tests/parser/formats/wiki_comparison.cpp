// SPDX-License-Identifier: Apache-2.0
// See wiki_comparison.h.
#include "tests/parser/formats/wiki_comparison.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace clausemark::test {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    char buffer[65536];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    return pclose(pipe) == 0 ? out : std::string();
}

}  // namespace

TempDir::TempDir() {
    std::string name = (fs::temp_directory_path() / "clausemark-XXXXXX").string();
    path = mkdtemp(name.data());
}

TempDir::~TempDir() {
    fs::remove_all(path);
}

Words words_of(std::string text) {
    for (std::size_t at = text.find("\xC2\xA0"); at != std::string::npos; at = text.find("\xC2\xA0", at))
        text.replace(at, 2, " ");
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    return {std::istream_iterator<std::string>(in), {}};
}

Shown shown_by_reader(const Document& document) {
    std::string text;
    std::string notes;
    std::vector<std::string> seen;
    for (const Passage& passage : document.passages) {
        const std::string words(document.text_of(passage));
        if (passage.kind == PassageKind::argument) continue;
        if (passage.kind != PassageKind::note) {
            text += words + "\n";
        } else if (std::find(seen.begin(), seen.end(), words) == seen.end()) {
            seen.push_back(words);
            notes += words + "\n";
        }
    }
    return {words_of(text), words_of(notes), {}};
}

std::vector<Shown> shown_by_wiki(const fs::path& script, const fs::path& work,
                                 const std::vector<fs::path>& files) {
    std::string command = "php '" + script.string() + "' '" + work.string() + "'";
    for (const fs::path& file : files) command.append(" '").append(file.string()).append("'");
    std::istringstream in(output_of(command));
    std::vector<Shown> all;
    for (std::string page; std::getline(in, page, '\f');) {
        Shown shown;
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) {
            const std::string value = line.substr(std::min(line.find(' '), line.size()));
            if (line.starts_with("text:")) shown.text = words_of(value);
            if (line.starts_with("notes:")) shown.notes = words_of(value);
            if (line.starts_with("heading:")) {
                std::istringstream numbers(value);
                ShownHeading heading{};
                numbers >> heading.place >> heading.level;
                shown.headings.push_back(heading);
            }
        }
        all.push_back(std::move(shown));
    }
    return all;
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_below(const fs::path& folder, const char* ending) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ending) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

bool runs(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str()) == 0;
}

void expect_same_words(const fs::path& file, const char* what, const Words& wiki, const Words& reader) {
    const auto differ = std::mismatch(wiki.begin(), wiki.end(), reader.begin(), reader.end());
    if (differ.first == wiki.end() && differ.second == reader.end()) return;
    ADD_FAILURE() << file.filename() << ", " << what << " word " << differ.first - wiki.begin()
                  << ": the wiki shows " << (differ.first == wiki.end() ? "nothing" : *differ.first)
                  << ", the reader " << (differ.second == reader.end() ? "nothing" : *differ.second);
}

}  // namespace clausemark::test
