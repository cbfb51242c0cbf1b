// SPDX-License-Identifier: Apache-2.0
#include "indexer/corpus/corpus.h"
#include "tests/source_dir.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace clausemark {
namespace {

namespace fs = std::filesystem;

class CorpusFolder : public testing::Test {
  protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "clausemark-corpus-XXXXXX").string();
        ASSERT_NE(mkdtemp(name.data()), nullptr);
        folder_ = name;
    }
    void TearDown() override { fs::remove_all(folder_); }

    void write(const std::string& path, const std::string& text) const {
        fs::create_directories((folder_ / path).parent_path());
        std::ofstream(folder_ / path, std::ios::binary) << text;
    }

    fs::path folder_;
};

TEST(EmbeddedCorpus, EqualsTheFolderItWasBuiltFrom) {
    const Corpus embedded = Corpus::embedded();
    const Result<Corpus> folder = Corpus::from_directory(CLAUSEMARK_SOURCE_DIR "/corpus");
    ASSERT_TRUE(folder);
    ASSERT_EQ(embedded.files.size(), folder->files.size());
    for (std::size_t i = 0; i < embedded.files.size(); ++i) {
        EXPECT_EQ(embedded.files[i].path, folder->files[i].path);
        EXPECT_EQ(embedded.files[i].text, folder->files[i].text) << embedded.files[i].path;
    }
    EXPECT_TRUE(std::ranges::is_sorted(embedded.files, {}, &CorpusFile::path));
    EXPECT_GE(embedded.in_folder("standards").size(), 4u);
}

TEST_F(CorpusFolder, TakesItsFilesInOrderAndLeavesOthers) {
    write("rules/people/b.rules", "b");
    write("rules/a.rules", "");
    write("rules/Z.rules", "z");
    write("rules/notes.md", "no");
    write("standards/s.json", "{}");
    write("sample/page.json", "no");
    const Result<Corpus> read = Corpus::from_directory(folder_);
    ASSERT_TRUE(read) << read.why().message;
    std::string paths;
    for (const CorpusFile& file : read->files) paths += file.path + " ";
    EXPECT_EQ(paths, "rules/Z.rules rules/a.rules rules/people/b.rules standards/s.json ");
    ASSERT_EQ(read->in_folder("rules").size(), 3u);
    EXPECT_EQ(read->in_folder("rules")[1]->text, "");
    EXPECT_EQ(read->in_folder("rules")[2]->text, "b");
    EXPECT_TRUE(read->in_folder("rule").empty());
}

TEST_F(CorpusFolder, ThatIsMissingOrEmptyIsAnError) {
    const Result<Corpus> missing = Corpus::from_directory(folder_ / "none");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.why().code, Code::unreadable_file);
    EXPECT_EQ(missing.why().message, "the corpus cannot be read here: No such file or directory");
    const Result<Corpus> empty = Corpus::from_directory(folder_);
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.why().message, "the folder holds no clause lists and no rules");
}

}  // namespace
}  // namespace clausemark
