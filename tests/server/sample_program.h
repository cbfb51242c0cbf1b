// SPDX-License-Identifier: Apache-2.0
// The program over the sample wiki, scanned with the sample's settings before each test.
#pragma once

#include <nlohmann/json.hpp>

#include "tests/server/program.h"
#include "tests/source_dir.h"

namespace clausemark {

class CommandsOnTheSample : public Commands {
  protected:
    void SetUp() override {
        const std::string sample = CLAUSEMARK_SOURCE_DIR "/corpus/sample";
        config = " --config '" + sample + "/clausemark.json'";
        const Ran scanned = run("scan --quiet" + config + " '" + sample + "'");
        ASSERT_EQ(scanned.status, 0) << scanned.err;
    }
    /// What a command with these arguments answers in JSON.
    nlohmann::json ask(const std::string& arguments) const {
        const Ran ran = run(arguments + config + " --format json");
        EXPECT_EQ(ran.status, 0) << ran.err;
        return nlohmann::json::parse(ran.out);
    }
    std::string config;
};

}  // namespace clausemark
