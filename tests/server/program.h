// SPDX-License-Identifier: Apache-2.0
// Runs the program in a folder of its own, as a shell does, and keeps what it said.
#pragma once

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "tests/indexer/store/sample.h"

namespace clausemark {

struct Ran {
    int status = -1;
    std::string out;
    std::string err;
};

class Commands : public testing::Test {
  protected:
    /// `arguments` go through the shell, with the commands and redirections they may hold.
    Ran run(const std::string& arguments, const std::string& input = {}) const {
        write("in", input);
        const std::string command = "cd '" + folder.path().string() + "' && { '" CLAUSEMARK_PROGRAM "' " +
                                    arguments + "\n} <in >out 2>err";
        const int status = std::system(command.c_str());
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read("out"), read("err")};
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories(std::filesystem::path(folder.file(name)).parent_path());
        std::ofstream(folder.file(name), std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) const {
        std::ifstream in(folder.file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write_wiki() const {
        write("wiki/backup.md",
              "# Backup\n\nBackups of all servers are made every night and restores are tested monthly.\n");
        write("wiki/draft.md", "---\nstatus: draft\n---\n# Backup\n\nBackups must be made every night.\n");
    }

    TemporaryFolder folder;
};

}  // namespace clausemark
