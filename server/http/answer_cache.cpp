// SPDX-License-Identifier: Apache-2.0
// Kept answers. See answer_cache.h.
#include "server/http/answer_cache.h"

namespace clausemark {

std::string AnswerCache::key_of(const HttpRequest& request) {
    std::string key = request.path + '\0' + request.accepted;
    for (const auto& [name, value] : request.query) {
        key += '\0' + name + '\0';
        key += std::to_string(value.size()) + ':' + value;
    }
    return key;
}

std::shared_ptr<const HttpResponse> AnswerCache::find(const std::string& key, const std::string& state) {
    const std::lock_guard held(mutex_);
    if (state != state_) return nullptr;
    const auto found = answers_.find(key);
    return found == answers_.end() ? nullptr : found->second;
}

void AnswerCache::keep(const std::string& key, const std::string& state, const HttpResponse& response) {
    const std::size_t size = key.size() + response.body.size();
    if (size > bytes_ / 8) return;
    auto kept = std::make_shared<const HttpResponse>(response);
    const std::lock_guard held(mutex_);
    if (state != state_ || held_ + size > bytes_) {
        answers_.clear();
        held_ = 0;
        state_ = state;
    }
    if (answers_.emplace(key, std::move(kept)).second) held_ += size;
}

}  // namespace clausemark
