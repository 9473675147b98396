#include "adapters/speech_to_text/pocketsphinx.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <pocketsphinx.h>
#include <sphinxbase/err.h>

#include "adapters/speech_to_text/ngrams.hpp"
#include "adapters/speech_to_text/phrase_book.hpp"
#include "adapters/speech_to_text/pronunciations.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "voice/resampler.hpp"
#include "voice/spectrum.hpp"
#include "voice/voice_detector.hpp"

namespace callwell::embedded {
extern const std::string_view adapters_spoken_en;
}

namespace callwell::adapters {

namespace {

using voice::Sample;

constexpr const char *kModel = CALLWELL_SPHINX_MODEL;
constexpr std::int32_t kRate = 16'000;                 // the acoustic model's
constexpr std::size_t kSentences = 6'000;
constexpr std::uint64_t kSeed = 1;
constexpr double kOpenShare = 0.25;                    // of every kind's model: people also say what they were not asked
constexpr int kNoise = 30;                             // deviation of white noise under a telephone's band: the filter bank expects some
constexpr std::size_t kFramesBefore = 15;              // of a speech's begin, given to the decoder
constexpr int kInterimFrames = 10;
constexpr std::size_t kMostWaiting = 500;              // frames; then the oldest are left out

struct DecoderFree { void operator()(ps_decoder_t *decoder) const { ps_free(decoder); } };
using Decoder = std::unique_ptr<ps_decoder_t, DecoderFree>;

/// Files of one practice, made once and removed with it.
class Folder {
 public:
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "callwell-XXXXXX").string();
    if (mkdtemp(path.data())) path_ = path;
  }
  ~Folder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder &) = delete;
  Folder &operator=(const Folder &) = delete;
  bool good() const { return !path_.empty(); }
  std::string file(const std::string &name) const { return path_ + "/" + name; }
  bool write(const std::string &name, const std::string &text) const {
    std::ofstream out(file(name), std::ios::binary);
    out << text;
    return out.good();
  }

 private:
  std::string path_;
};

/// Which of the models hears the answer to a question about `field`.
std::string_view kind_of(std::string_view field) {
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {{"name", "person_name"}, {"person_name", "person_name"}, {"mobile", "phone"}, {"contact", "phone"}, {"phone", "phone"},
                                                                      {"birth_date", "birth_date"}, {"email", "email"}, {"boolean", "boolean"}, {"slot_choice", "slot_choice"},
                                                                      {"preference", "preference"}, {"service", "service"}, {"patient_type", "patient_type"}};
  const auto found = std::find_if(std::begin(kKinds), std::end(kKinds), [field](const auto &k) { return k.first == field; });
  return found == std::end(kKinds) ? std::string_view("open") : found->second;
}

/// Its log is one for the whole process and knows no threads: a log file of each decoder would be closed under another's hands.
void silence_the_library() {
  static std::once_flag once;
  std::call_once(once, [] { err_set_logfp(std::fopen("/dev/null", "w")); });
}

/// What all calls of a practice share: dictionary and models on disk, decoders that wait to be used again.
class Shop {
 public:
  static base::Result<std::shared_ptr<Shop>> open(const practice::Practice &practice) {
    auto shop = std::make_shared<Shop>();
    if (!shop->folder_.good()) return base::Error{base::Status::unavailable, "no folder for temporary files", "speech_to_text"};
    const PhraseBook book = write_phrase_book(embedded::adapters_spoken_en, practice, kSentences, kSeed);
    std::set<std::string> words;
    const std::vector<std::string> &open = book.at("open");
    for (const auto &[kind, sentences] : book) {
      for (const std::string &sentence : sentences) {
        for (const std::string_view word : base::split(sentence, ' ')) words.emplace(word);
      }
      const std::string model = kind == "open" ? arpa_model({{&open, 1}}) : arpa_model({{&sentences, 1}, {&open, kOpenShare}});
      if (!shop->folder_.write(kind + ".lm", model)) return base::Error{base::Status::unavailable, "a language model could not be written", "speech_to_text"};
      shop->kinds_.push_back(kind);
    }
    words.erase("");
    if (!shop->folder_.write("words.dict", pronounce(words, std::string(kModel) + "/cmudict-en-us.dict"))) {
      return base::Error{base::Status::unavailable, "the dictionary could not be written", "speech_to_text"};
    }
    Decoder first = shop->take(nullptr, {});
    if (!first) return base::Error{base::Status::unavailable, "pocketsphinx could not load its model", "speech_to_text"};
    shop->give_back(std::move(first));
    return shop;
  }

  /// Waits until one is free, if need be; the one that heard this caller before, if it is. Null: none can be made, or `stop`.
  Decoder take(const ps_decoder_t *before, const std::stop_token &stop) {
    std::unique_lock lock(mutex_);
    if (!freed_.wait(lock, stop, [this] { return !idle_.empty() || made_ < kMostDecoders; })) return nullptr;
    if (!idle_.empty()) {
      const auto same = std::find_if(idle_.begin(), idle_.end(), [before](const Decoder &idle) { return idle.get() == before; });
      std::swap(same == idle_.end() ? idle_.back() : *same, idle_.back());
      Decoder decoder = std::move(idle_.back());
      idle_.pop_back();
      return decoder;
    }
    ++made_;
    lock.unlock();
    Decoder decoder = make();
    if (!decoder) {
      lock.lock();
      --made_;
    }
    return decoder;
  }
  void give_back(Decoder decoder) {
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(decoder));
    }
    freed_.notify_one();
  }

 private:
  static constexpr std::size_t kMostDecoders = 16;  // 25 MB each; a call has one only while its caller speaks

  Decoder make() const {
    silence_the_library();
    const std::string acoustic = std::string(kModel) + "/en-us", dictionary = folder_.file("words.dict");
    cmd_ln_t *config = cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", acoustic.c_str(), "-dict", dictionary.c_str(), "-wip", "0.2", nullptr);
    if (!config) return nullptr;
    Decoder decoder(ps_init(config));
    cmd_ln_free_r(config);
    if (!decoder) return nullptr;
    for (const std::string &kind : kinds_) {
      if (ps_set_lm_file(decoder.get(), kind.c_str(), folder_.file(kind + ".lm").c_str()) != 0) return nullptr;
    }
    if (ps_set_search(decoder.get(), "open") != 0) return nullptr;
    return decoder;
  }

  Folder folder_;
  std::vector<std::string> kinds_;
  std::mutex mutex_;
  std::condition_variable_any freed_;
  std::vector<Decoder> idle_;
  std::size_t made_ = 0;
};

/// One call's ears: a thread that decodes what is speech and leaves out the rest.
class Stream : public voice::RecogniserStream {
 public:
  Stream(std::shared_ptr<Shop> shop, std::int32_t rate, const voice::Hearing &hearing, voice::OnRecognised on_recognised)
      : shop_(std::move(shop)), on_recognised_(std::move(on_recognised)), narrow_(rate, 8000), wide_(rate, kRate), kind_(kind_of(hearing.expecting.field)),
        thread_([this](const std::stop_token &stop) { run(stop); }) {}

  void hear(voice::Samples frame) override { put({Order::sound, std::vector<Sample>(frame.begin(), frame.end()), {}}); }
  void expect(const voice::Hearing &hearing) override { put({Order::expect, {}, std::string(kind_of(hearing.expecting.field))}); }
  void end_of_turn() override { put({Order::end, {}, {}}); }

 private:
  struct Order {
    enum Kind : std::uint8_t { sound, expect, end } kind;
    std::vector<Sample> samples;
    std::string text;
  };

  void put(Order order) {
    {
      const std::lock_guard lock(mutex_);
      if (waiting_.size() >= kMostWaiting) waiting_.pop_front();
      waiting_.push_back(std::move(order));
    }
    arrived_.notify_one();
  }

  void run(const std::stop_token &stop) {
    stop_ = stop;
    std::unique_lock lock(mutex_);
    while (arrived_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
      const Order order = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      obey(order);
      lock.lock();
    }
    lock.unlock();
    if (!decoding_) return;
    ps_end_utt(decoder_.get());
    shop_->give_back(std::move(decoder_));
  }

  void obey(const Order &order) {
    switch (order.kind) {
      case Order::sound: take_sound(order.samples); break;
      case Order::expect: kind_ = order.text; break;
      case Order::end: finish(); break;
    }
  }

  void take_sound(const std::vector<Sample> &frame) {
    voice::FrameBuffer narrow;
    spectrum_.take({narrow.data(), narrow_.process(frame, narrow)});
    detector_.hear(spectrum_);
    std::vector<Sample> wide(frame.size() * 2 + 2);
    wide.resize(wide_.process(frame, wide));
    for (Sample &sample : wide) sample = static_cast<Sample>(std::clamp(sample + noise(), -32'767, 32'767));
    recent_.push_back(std::move(wide));
    if (!decoding_ && detector_.voiced()) begin();
    if (decoding_) decode();
    while (!decoding_ && recent_.size() > kFramesBefore) recent_.pop_front();
  }

  void begin() {
    if (failed_ || !(decoder_ = shop_->take(before_, stop_))) {
      if (!stop_.stop_requested() && !std::exchange(failed_, true)) {
        on_recognised_(base::Error{base::Status::unavailable, "pocketsphinx could not load its model", "speech_to_text"});
      }
      return;
    }
    before_ = decoder_.get();
    ps_set_search(decoder_.get(), kind_.c_str());
    decoding_ = ps_start_utt(decoder_.get()) == 0;
    frames_ = 0;
    if (!decoding_) shop_->give_back(std::move(decoder_));
  }

  void decode() {
    for (; !recent_.empty(); recent_.pop_front()) {
      ps_process_raw(decoder_.get(), recent_.front().data(), recent_.front().size(), FALSE, FALSE);
      ++frames_;
    }
    if (frames_ % kInterimFrames == 0) tell(false);
  }

  void finish() {
    if (!decoding_) return;
    ps_end_utt(decoder_.get());
    tell(true);
    decoding_ = false;
    shop_->give_back(std::move(decoder_));
  }

  void tell(bool final) {
    std::int32_t score = 0;
    const char *text = ps_get_hyp(decoder_.get(), &score);
    const std::string words = text ? text : "";
    if (!final && words == told_) return;
    told_ = final ? std::string() : words;
    // The decoder's own posterior is of no use; this says "understood, not certain", so that what matters is read back.
    constexpr float kConfidence = 0.75F;
    on_recognised_(voice::Recognised{words, kConfidence, final, false});
  }

  int noise() {
    int sum = 0;
    for (int i = 0; i < 4; ++i) sum += static_cast<int>(random_.next() % 53) - 26;  // deviation of about 30
    return sum;
  }

  std::shared_ptr<Shop> shop_;
  voice::OnRecognised on_recognised_;
  Decoder decoder_;                                    ///< while the caller speaks
  const ps_decoder_t *before_ = nullptr;               ///< the last one; only to be compared
  std::stop_token stop_;
  voice::Resampler narrow_, wide_;
  voice::Spectrum spectrum_;
  voice::VoiceDetector detector_;
  base::Random random_{kSeed};
  std::deque<std::vector<Sample>> recent_;
  std::string kind_, told_;
  bool decoding_ = false, failed_ = false;
  int frames_ = 0;

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Order> waiting_;
  std::jthread thread_;
};

class Pocketsphinx : public voice::Recogniser {
 public:
  explicit Pocketsphinx(std::shared_ptr<Shop> shop) : shop_(std::move(shop)) {}
  std::string_view name() const override { return "pocketsphinx"; }
  base::Result<std::unique_ptr<voice::RecogniserStream>> open(std::int32_t rate, const voice::Hearing &hearing, voice::OnRecognised on_recognised) override {
    return std::unique_ptr<voice::RecogniserStream>(std::make_unique<Stream>(shop_, rate, hearing, std::move(on_recognised)));
  }

 private:
  std::shared_ptr<Shop> shop_;
};

}  // namespace

base::Result<std::shared_ptr<voice::Recogniser>> make_pocketsphinx(const practice::Practice &practice) {
  base::Result<std::shared_ptr<Shop>> shop = Shop::open(practice);
  if (!shop) return shop.error();
  return std::shared_ptr<voice::Recogniser>(std::make_shared<Pocketsphinx>(std::move(*shop)));
}

}  // namespace callwell::adapters
