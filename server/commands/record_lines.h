// SPDX-License-Identifier: Apache-2.0
// Records as JSON lines from standard input, and answers as JSON lines to standard output: what the fixed
// forms `tag --jsonl` and `duplicates --jsonl` share. What is done with a record is left to them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "parser/formats/document.h"
#include "server/json/json.h"

namespace clausemark {

struct Record {
    std::string text;
    std::string title;
    std::vector<std::string> heading_path;
    Format format = Format::markdown;
};

/// Gives each record of standard input with its id (a string or a whole number) to `take`, in order. A line
/// that cannot be read is answered with {"id"?, "line", "error"} at once; empty lines are passed over. Memory
/// is bounded by the longest line. After the last line `finish` may answer more, and has a say in the exit
/// status given: else 0, 1 where a line could not be read, 2 (reported) where input or output failed.
int for_each_record(const std::function<void(const Json& id, Record&& record)>& take,
                    const std::function<int()>& finish);

/// Writes an answer to standard output.
void answer_line(const Json& answer);

}  // namespace clausemark
