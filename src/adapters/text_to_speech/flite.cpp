#include "adapters/text_to_speech/flite.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "voice/resampler.hpp"

extern "C" {
#include <flite/flite.h>
cst_voice *register_cmu_us_slt(const char *voxdir);
}

namespace callwell::adapters {

namespace {

constexpr const char *kWordEnd = "daughtern.R:SylStructure.daughtern.daughtern.R:Segment.end";

/// A speech that may be abandoned while it waits or is made.
struct Job {
  voice::SpeechRequest request;
  voice::OnSpeech on_speech;
  std::recursive_mutex mutex;  ///< held while on_speech runs, which may give up this very speech
  bool abandoned = false;
};

class Handle : public voice::SpeechHandle {
 public:
  explicit Handle(std::shared_ptr<Job> job) : job_(std::move(job)) {}
  ~Handle() override {
    const std::lock_guard<std::recursive_mutex> lock(job_->mutex);
    job_->abandoned = true;
  }

 private:
  std::shared_ptr<Job> job_;
};

/// Where each word of the text ends in the wave, in samples of `rate`.
std::vector<voice::WordMark> marks_of(cst_utterance *utterance, const std::string &text, std::int32_t rate) {
  std::vector<voice::WordMark> marks;
  std::size_t at = 0;
  for (cst_item *token = relation_head(utt_relation(utterance, "Token")); token != nullptr; token = item_next(token)) {
    const std::string name = item_feat_string(token, "name");
    const std::size_t found = text.find(name, at);
    if (found == std::string::npos) continue;
    at = found + name.size();
    const double end = ffeature_float(token, kWordEnd);
    if (end > 0) marks.push_back({static_cast<std::int64_t>(end * rate), at});
  }
  return marks;
}

/// flite's voices are not made for threads: one thread has the voice and speaks what is asked in order.
class Flite : public voice::Synthesiser {
 public:
  Flite() : thread_([this](const std::stop_token &stop) { run(stop); }) {}
  std::string_view name() const override { return "flite"; }

  base::Result<std::unique_ptr<voice::SpeechHandle>> speak(const voice::SpeechRequest &request, voice::OnSpeech on_speech) override {
    auto job = std::make_shared<Job>();
    job->request = request;
    job->on_speech = std::move(on_speech);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(job);
    }
    arrived_.notify_one();
    return std::unique_ptr<voice::SpeechHandle>(std::make_unique<Handle>(std::move(job)));
  }

 private:
  void run(const std::stop_token &stop) {
    flite_init();
    cst_voice *const voice = register_cmu_us_slt(nullptr);
    std::unique_lock lock(mutex_);
    while (arrived_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
      const std::shared_ptr<Job> job = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      make(*job, voice);
      lock.lock();
    }
  }

  static void make(Job &job, cst_voice *voice) {
    {
      const std::lock_guard<std::recursive_mutex> lock(job.mutex);
      if (job.abandoned) return;
    }
    cst_utterance *const utterance = flite_synth_text(job.request.text.c_str(), voice);
    const cst_wave *const wave = utterance ? utt_wave(utterance) : nullptr;
    base::Result<voice::SpeechPiece> piece = base::Error{base::Status::internal, "flite made no sound", "text_to_speech"};
    if (wave) {
      voice::Resampler resampler(wave->sample_rate, job.request.rate);
      std::vector<voice::Sample> samples(static_cast<std::size_t>(static_cast<std::int64_t>(wave->num_samples) * job.request.rate / wave->sample_rate) + 1);
      samples.resize(resampler.process({wave->samples, static_cast<std::size_t>(wave->num_samples)}, samples));
      piece = voice::SpeechPiece{std::make_shared<const std::vector<voice::Sample>>(std::move(samples)), marks_of(utterance, job.request.text, job.request.rate), true};
    }
    if (utterance) delete_utterance(utterance);
    const std::lock_guard<std::recursive_mutex> lock(job.mutex);
    if (!job.abandoned) job.on_speech(std::move(piece));
  }

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::jthread thread_;
};

}  // namespace

std::shared_ptr<voice::Synthesiser> make_flite() { return std::make_shared<Flite>(); }

}  // namespace callwell::adapters
