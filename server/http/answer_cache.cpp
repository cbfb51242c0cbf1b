// SPDX-License-Identifier: Apache-2.0
// Kept answers. See answer_cache.h.
#include "server/http/answer_cache.h"

namespace clausemark {
namespace {

void add_field(std::string& key, const std::string& field) {
    key += std::to_string(field.size());
    key += ':';
    key += field;
}

}  // namespace

std::string AnswerCache::key_of(const HttpRequest& request) {
    std::string key = request.path + '\n' + request.accepted + '\n';
    for (const auto& [name, value] : request.query) {
        add_field(key, name);
        add_field(key, value);
    }
    if (request.caller.visible.all()) return key;
    key += '\n';
    for (const std::string& space : *request.caller.visible.spaces) add_field(key, space);
    return key;
}

AnswerCache::Answer AnswerCache::get(const std::string& key, const Version& version,
                                     const std::function<HttpResponse()>& make) {
    const std::int64_t asked = version();
    if (asked < 0) return std::make_shared<const HttpResponse>(make());
    std::unique_lock lock(mutex_);
    for (;;) {
        if (asked <= version_)
            if (const auto found = answers_.find(key); found != answers_.end()) return found->second;
        std::shared_ptr<Making>& making = making_[key];
        if (making == nullptr) {
            making = std::make_shared<Making>();
            const std::shared_ptr<Making> mine = making;
            lock.unlock();
            return make_for_all(key, mine, version, make);
        }
        const std::shared_ptr<Making> others = making;
        others->ended.wait(lock, [&] { return others->done; });
        if (others->answer == nullptr) {
            lock.unlock();
            return std::make_shared<const HttpResponse>(make());
        }
        // One that was begun before a change that came before the question is of no use. The next is.
        if (others->version >= asked) return others->answer;
    }
}

AnswerCache::Answer AnswerCache::make_for_all(const std::string& key, const std::shared_ptr<Making>& making,
                                              const Version& version,
                                              const std::function<HttpResponse()>& make) {
    const auto end = [&](const Answer& answer) {
        making->answer = answer;
        making->done = true;
        making_.erase(key);
        making->ended.notify_all();
    };
    try {
        const std::int64_t before = version();
        HttpResponse made = make();
        made.kept = std::make_shared<const KeptBody>(std::move(made.body));
        made.body.clear();
        Answer answer = std::make_shared<const HttpResponse>(std::move(made));
        const bool stood_still = before >= 0 && version() == before;
        const std::lock_guard held(mutex_);
        making->version = before;
        if (answer->status == 200 && stood_still) keep(key, before, answer);
        end(answer);
        return answer;
    } catch (...) {
        const std::lock_guard held(mutex_);
        end(nullptr);
        throw;
    }
}

/// Under the mutex.
void AnswerCache::keep(const std::string& key, std::int64_t version, const Answer& answer) {
    // Compressed, text that repeats its names takes a quarter or less.
    const std::size_t size = key.size() + answer->text().size() * 5 / 4;
    if (size > bytes_ / 8 || version < version_) return;
    if (version > version_ || held_ + size > bytes_) {
        answers_.clear();
        held_ = 0;
        version_ = version;
    }
    if (answers_.emplace(key, answer).second) held_ += size;
}

}  // namespace clausemark
