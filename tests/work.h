// SPDX-License-Identifier: Apache-2.0
// Counts what a piece of work asks of memory, so that a test can compare its growth: what is linear asks for
// about ten times as much on ten times the input, what is quadratic for a hundred times. No clock: a loop
// that asks for nothing and never ends is ended by the limit of the test run. Linked from
// clausemark_test_work, which replaces operator new.
#pragma once

#include <cstdint>
#include <functional>

namespace clausemark::test {

/// Bytes that this thread asks for while `work` runs.
std::uint64_t bytes_asked_for(const std::function<void()>& work);

/// True where ten times the input asks for at most thirty times the bytes: buffers that double may take twice
/// as much as they hold. `work` gets the size of its input.
bool grows_linearly(const std::function<void(int size)>& work, int small);

}  // namespace clausemark::test
