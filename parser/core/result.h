// SPDX-License-Identifier: Apache-2.0
// A value or the reason why there is none. Expected failures travel this way; exceptions are left to a broken
// environment. (std::expected is C++23.)
#pragma once

#include <utility>
#include <variant>

#include "parser/core/diagnostic.h"

namespace clausemark {

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Diagnostic why) : state_(std::in_place_index<1>, std::move(why)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& operator*() & { return std::get<0>(state_); }
    const T& operator*() const& { return std::get<0>(state_); }
    /// By value, so that `for (x : *call())` keeps what it walks over.
    T operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }

    const Diagnostic& why() const { return std::get<1>(state_); }

  private:
    std::variant<T, Diagnostic> state_;
};

/// For what succeeds with nothing to say.
struct Done {};
using Status = Result<Done>;

}  // namespace clausemark
