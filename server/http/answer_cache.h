// SPDX-License-Identifier: Apache-2.0
// Answers to reads that are asked again and again (a page's annotations, coverage), kept until the store
// changes. The store stays the truth: each read asks it for its state first, which costs a look-up, and an
// answer of another state is never given. So several processes over one store, and a restart, change nothing.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/http/message.h"

namespace clausemark {

/// Safe to use from many threads.
class AnswerCache {
  public:
    /// `bytes`: of bodies and keys, at most. When it is full, all is dropped: what is asked often comes back.
    explicit AnswerCache(std::size_t bytes) : bytes_(bytes) {}

    /// Whatever an answer depends on besides the state: path, parameters, type.
    static std::string key_of(const HttpRequest& request);

    /// Null: there is none of this state. O(1).
    std::shared_ptr<const HttpResponse> find(const std::string& key, const std::string& state);
    void keep(const std::string& key, const std::string& state, const HttpResponse& response);

  private:
    const std::size_t bytes_;
    std::mutex mutex_;
    std::string state_;
    std::size_t held_ = 0;
    std::unordered_map<std::string, std::shared_ptr<const HttpResponse>> answers_;
};

}  // namespace clausemark
