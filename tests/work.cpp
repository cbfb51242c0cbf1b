// SPDX-License-Identifier: Apache-2.0
// See work.h.
#include "tests/work.h"

#include <cstdlib>
#include <new>

namespace {

thread_local std::uint64_t asked_for = 0;

void* counted_or_null(std::size_t size) noexcept {
    asked_for += size;
    return std::malloc(size == 0 ? 1 : size);
}

void* counted(std::size_t size) {
    void* memory = counted_or_null(size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}

}  // namespace

void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t& /*nothrow*/) noexcept {
    return counted_or_null(size);
}
void* operator new[](std::size_t size, const std::nothrow_t& /*nothrow*/) noexcept {
    return counted_or_null(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

void operator delete(void* memory, const std::nothrow_t& /*nothrow*/) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t& /*nothrow*/) noexcept {
    std::free(memory);
}

namespace clausemark::test {

std::uint64_t bytes_asked_for(const std::function<void()>& work) {
    const std::uint64_t before = asked_for;
    work();
    return asked_for - before;
}

bool grows_linearly(const std::function<void(int size)>& work, int small) {
    work(small);  // caches of the thread and of the program fill up
    const std::uint64_t one = bytes_asked_for([&] { work(small); });
    const std::uint64_t ten = bytes_asked_for([&] { work(10 * small); });
    return ten <= 30 * (one + 1000);
}

}  // namespace clausemark::test
