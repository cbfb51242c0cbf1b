// SPDX-License-Identifier: Apache-2.0
// The body of an answer that is kept: whoever is given it shares it, so that sending a hundred kilobytes once
// more costs no copy of them, and compressing them is done once.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace clausemark {

/// Safe to use from many threads.
class KeptBody {
  public:
    explicit KeptBody(std::string text) : text_(std::move(text)) {}

    const std::string& text() const { return text_; }

    /// The same, compressed: made when it is first asked for. O(text) then.
    std::shared_ptr<const KeptBody> gzipped() const;

  private:
    const std::string text_;
    mutable std::once_flag once_;
    mutable std::shared_ptr<const KeptBody> gzipped_;
};

}  // namespace clausemark
