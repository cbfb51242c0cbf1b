// SPDX-License-Identifier: Apache-2.0
// Holds the house together: which folder may include which, where the heavy libraries may appear, and that
// each file says its licence.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/source_dir.h"

namespace {

namespace fs = std::filesystem;

const fs::path root = CLAUSEMARK_SOURCE_DIR;

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_below(const std::vector<std::string>& folders,
                                  const std::set<std::string>& endings) {
    std::vector<fs::path> found;
    for (const std::string& folder : folders) {
        if (!fs::exists(root / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const bool wanted = endings.empty() || endings.count(entry.path().extension().string()) > 0;
            const bool generated = entry.path().string().find("node_modules") != std::string::npos ||
                                   entry.path().string().find("__pycache__") != std::string::npos;
            if (entry.is_regular_file() && wanted && !generated) found.push_back(entry.path());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> includes_of(const std::string& source) {
    static const std::regex line(R"(^\s*#include\s+[<"]([^>"]+)[>"])", std::regex::multiline);
    std::vector<std::string> out;
    for (std::sregex_iterator it(source.begin(), source.end(), line), end; it != end; ++it)
        out.push_back((*it)[1]);
    return out;
}

TEST(Architecture, DependenciesRunFromServerToIndexerToParserToCore) {
    // Folder -> the folders of ours that it may include. The longest matching prefix counts.
    const std::map<std::string, std::set<std::string>> may_include = {
        {"parser/core", {"parser/core"}},
        {"parser/formats", {"parser/core", "parser/formats"}},
        {"parser/text", {"parser/core", "parser/text"}},
        {"parser/rules", {"parser/core", "parser/rules"}},
        {"indexer", {"parser", "indexer"}},
        {"server", {"parser", "indexer", "server"}},
    };
    for (const fs::path& file : files_below({"parser", "indexer", "server"}, {".h", ".cpp"})) {
        const std::string name = fs::relative(file, root).string();
        const std::set<std::string>* allowed = nullptr;
        for (const auto& [folder, folders] : may_include)
            if (name.starts_with(folder + "/")) allowed = &folders;
        ASSERT_NE(allowed, nullptr) << name << " stands in a folder that this test does not know";
        for (const std::string& included : includes_of(read(file))) {
            const bool ours = included.starts_with("parser/") || included.starts_with("indexer/") ||
                              included.starts_with("server/") || included.starts_with("tests/");
            if (!ours) continue;
            const bool fine = std::any_of(allowed->begin(), allowed->end(), [&](const std::string& folder) {
                return included.starts_with(folder + "/");
            });
            EXPECT_TRUE(fine) << name << " includes " << included;
        }
    }
}

TEST(Architecture, HeavyLibrariesStayWhereTheyAreUsed) {
    const std::map<std::string, std::vector<std::string>> homes = {
        {"boost/spirit", {"parser/rules/"}},
        {"unicode/", {"parser/text/"}},
        {"libstemmer", {"parser/text/"}},
        {"md4c", {"parser/formats/"}},
        {"gumbo", {"parser/formats/"}},
        {"expat", {"parser/formats/"}},
        {"sqlite3", {"indexer/store/"}},
        {"httplib", {"server/"}},
        {"CLI/", {"server/"}},
        {"nlohmann/", {"indexer/", "server/"}},
    };
    for (const fs::path& file : files_below({"parser", "indexer", "server"}, {".h", ".cpp"})) {
        const std::string name = fs::relative(file, root).string();
        for (const std::string& included : includes_of(read(file)))
            for (const auto& [library, folders] : homes)
                if (included.starts_with(library)) {
                    EXPECT_TRUE(
                        std::any_of(folders.begin(), folders.end(),
                                    [&](const std::string& folder) { return name.starts_with(folder); }))
                        << name << " includes " << included;
                    if (library == "boost/spirit" || library == "nlohmann/") {
                        EXPECT_TRUE(file.extension() == ".cpp" || included == "nlohmann/json_fwd.hpp")
                            << name << ": " << included << " in a header costs every file that includes it";
                    }
                }
    }
}

TEST(Architecture, EachFileSaysItsLicence) {
    const std::set<std::string> no_comments = {".json", ".jsonl", ".txt",
                                               ".png",  ".svg",   ".xml"};  // data and pages
    for (const fs::path& file :
         files_below({"parser", "indexer", "server", "plugin", "tests", "script", "cmake", ".ci"}, {})) {
        const std::string name = fs::relative(file, root).string();
        if (no_comments.count(file.extension().string()) > 0 && file.filename() != "CMakeLists.txt") continue;
        if (name.starts_with("tests/fuzz/seeds/") || name.find("_cases/") != std::string::npos) continue;
        if (name.starts_with("tests/bench/pages/access-control.")) continue;
        EXPECT_NE(read(file).substr(0, 400).find("SPDX-License-Identifier:"), std::string::npos) << name;
    }
    for (const fs::path& file : files_below({"corpus/rules", "docs"}, {".rules", ".md"}))
        EXPECT_NE(read(file).substr(0, 200).find("SPDX-License-Identifier:"), std::string::npos) << file;
}

TEST(Architecture, SourceFilesStayReadable) {
    for (const fs::path& file : files_below({"parser", "indexer", "server", "tests"}, {".h", ".cpp"})) {
        const std::string text = read(file);
        EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 500) << file << " is several things";
    }
}

TEST(Architecture, NoTwoTypesShareAName) {
    // Two of one name in two files are one to the linker, and each file's constructors run on the other's.
    static const std::regex type(R"(^(?:struct|class|enum class|enum) (\w+)(?: final)?(?: :[^:].*)? \{)");
    std::map<std::string, std::string> where;
    for (const fs::path& file : files_below({"parser", "indexer", "server", "tests"}, {".h", ".cpp"})) {
        std::istringstream lines(read(file));
        const std::string name = fs::relative(file, root).string();
        bool only_here = false;  // in a namespace without a name
        std::string space;
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("namespace clausemark"))
                space = line.substr(10, line.find(" {") - 10) + "::";
            if (line == "namespace {") only_here = true;
            if (line == "}  // namespace") only_here = false;
            std::smatch found;
            if (only_here || !std::regex_search(line, found, type)) continue;
            const auto [it, first] = where.emplace(space + found[1].str(), name);
            EXPECT_TRUE(first) << it->first << " in " << it->second << " and in " << name;
        }
    }
    EXPECT_GT(where.size(), 100U) << "types are found at all";
}

}  // namespace
