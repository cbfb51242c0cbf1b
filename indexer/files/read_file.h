// SPDX-License-Identifier: Apache-2.0
// Reading a whole file under a cap, whatever stands at its path by the time it is opened. Decoding, and what
// a failure means to the reader's work, are left to the callers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace clausemark {

enum class FileKinds : std::uint8_t {
    regular,  ///< found by a walk: what became a pipe or a device meanwhile is refused, and never waited for
    any,      ///< named by a person, who may mean a pipe
};

/// At most `most` + 1 bytes, so that a longer file shows. Nothing where it cannot be read; `why` then says so
/// in words: "it cannot be read: Permission denied". O(bytes).
std::optional<std::string> read_file(const std::string& path, std::size_t most, FileKinds kinds,
                                     std::string& why);

}  // namespace clausemark
