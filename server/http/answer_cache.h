// SPDX-License-Identifier: Apache-2.0
// Answers to reads that are asked again and again (a page's annotations, coverage), kept until the store
// changes. The store stays the truth: each read asks it for its version first, and an answer of an earlier
// one is never given. So several processes over one store, and a restart, change nothing. When many ask the
// same at once, one makes the answer and the others wait for it.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "server/http/message.h"

namespace clausemark {

/// Safe to use from many threads.
class AnswerCache {
  public:
    using Answer = std::shared_ptr<const HttpResponse>;
    /// The store's version now (Inquiries::version()); below 0: it cannot be told.
    using Version = std::function<std::int64_t()>;

    /// `bytes`: of bodies, their compressed forms and keys, at most. When it is full, all is dropped: what is
    /// asked often comes back.
    explicit AnswerCache(std::size_t bytes) : bytes_(bytes) {}

    /// Whatever an answer depends on besides the store: who sees what, path, parameters, type.
    static std::string key_of(const HttpRequest& request);

    /// The kept answer (its body is HttpResponse::kept), or the one that somebody makes just now, or that of
    /// `make`, which is kept where its status is 200 and the store stood still meanwhile. Whichever it is, it
    /// shows the store as it was when the question came, or later. What `make` throws goes to its caller; who
    /// waited for it makes his own.
    Answer get(const std::string& key, const Version& version, const std::function<HttpResponse()>& make);

  private:
    struct Making {
        bool done = false;
        std::int64_t version = 0;  ///< before it began
        Answer answer;             ///< null: it failed
        std::condition_variable ended;
    };
    Answer make_for_all(const std::string& key, const std::shared_ptr<Making>& making, const Version& version,
                        const std::function<HttpResponse()>& make);
    void keep(const std::string& key, std::int64_t version, const Answer& answer);

    const std::size_t bytes_;
    std::mutex mutex_;
    std::int64_t version_ = 0;  ///< of the answers
    std::size_t held_ = 0;
    std::unordered_map<std::string, Answer> answers_;
    std::unordered_map<std::string, std::shared_ptr<Making>> making_;
};

}  // namespace clausemark
