// How many words the local recogniser understands of synthetic callers on a telephone, by what they were asked.
// usage: recogniser_accuracy PRACTICE.yaml [--show]
#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/speech_to_text/phrase_book.hpp"
#include "adapters/speech_to_text/pocketsphinx.hpp"
#include "base/ids.hpp"
#include "base/text.hpp"
#include "voice/g711.hpp"
#include "voice/resampler.hpp"

extern "C" {
#include <flite/flite.h>
cst_voice *register_cmu_us_slt(const char *);
cst_voice *register_cmu_us_rms(const char *);
cst_voice *register_cmu_us_kal16(const char *);
cst_voice *register_cmu_us_awb(const char *);
}

using namespace callwell;

namespace {

struct Asked { const char *field; std::vector<const char *> answers; };

// None of these sentences stands in the grammar the language models are made of as a whole pattern of its own.
const std::vector<Asked> kAsked = {
    {"", {"hi i would like to book an appointment for next tuesday", "i need to cancel my appointment on friday", "what are your opening hours on saturday", "do you take aetna insurance",
          "can i speak to a real person please", "i have a toothache and need an appointment", "i am a new patient", "how much does a cleaning cost", "i want to move my appointment to thursday",
          "where are you located", "i'm running fifteen minutes late for my appointment", "i need a prescription refill"}},
    {"boolean", {"yes", "yes please", "no", "no thank you", "that's right", "yes that works", "no that's wrong", "correct"}},
    {"slot_choice", {"the first one please", "tuesday at ten", "the second one", "none of those work", "i'll take the last one", "nine o'clock works"}},
    {"birth_date", {"march third nineteen eighty five", "the twelfth of june nineteen ninety", "december thirty first two thousand one", "my date of birth is may fifth nineteen seventy two"}},
    {"phone", {"five five five zero one four two three six seven", "three one two five five five zero one four three", "my number is two oh two five five five oh one nine eight"}},
    {"person_name", {"maria lopez", "my name is james carter", "this is linda brown", "susan miller"}},
    {"preference", {"next monday morning", "any time after three in the afternoon", "wednesday or thursday", "as soon as possible"}},
};

/// What a telephone leaves of a voice: 300 to 3400 Hz, µ-law, a little noise.
std::vector<voice::Sample> telephone(const std::vector<voice::Sample> &wide, base::Random &random) {
  std::vector<voice::Sample> out(2400);
  double low = 0, high = 0, before = 0, top = 1;
  for (const voice::Sample s : wide) top = std::max(top, std::fabs(static_cast<double>(s)));
  for (const voice::Sample s : wide) {
    const double x = s * 16'000.0 / top;
    high = 0.79 * (high + x - before);  // first orders are enough to take the bass and the top away
    before = x;
    low += 0.93 * (high - low);
    const double noise = (static_cast<double>(random.next() % 81) - 40);
    out.push_back(voice::mulaw_decode(voice::mulaw_encode(static_cast<voice::Sample>(std::clamp(low + noise, -32'000.0, 32'000.0)))));
  }
  out.resize(out.size() + 4000);
  return out;
}

std::size_t word_errors(const std::string &said, const std::string &heard) {
  const auto a = base::split(said, ' '), b = base::split(heard, ' ');
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t old = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = old;
    }
  }
  return row[b.size()];
}

std::string hear(voice::Recogniser &recogniser, const char *field, const std::vector<voice::Sample> &sound) {
  std::mutex mutex;
  std::condition_variable changed;
  std::string heard;
  bool done = false;
  auto stream = recogniser.open(8000, {"en", {field, {}}, {}}, [&](const base::Result<voice::Recognised> &result) {
    const std::lock_guard lock(mutex);
    if (result && result->final) {
      heard = result->text;
      done = true;
      changed.notify_one();
    }
  });
  if (!stream) return {};
  for (std::size_t i = 0; i + 160 <= sound.size(); i += 160) {
    (*stream)->hear(voice::Samples(sound).subspan(i, 160));
    if (i % 16'000 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  (*stream)->end_of_turn();
  std::unique_lock lock(mutex);
  changed.wait_for(lock, std::chrono::seconds(10), [&] { return done; });
  return heard;
}

}  // namespace

int main(int argc, char **argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: recogniser_accuracy PRACTICE.yaml [--show]\n");
    return 2;
  }
  std::ifstream in(argv[1]);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  const practice::Loaded loaded = practice::load_practice(text);
  if (!loaded.practice) return 1;
  auto recogniser = adapters::make_pocketsphinx(*loaded.practice);
  if (!recogniser) return 1;
  flite_init();
  const std::pair<const char *, cst_voice *> voices[] = {{"slt", register_cmu_us_slt(nullptr)}, {"rms", register_cmu_us_rms(nullptr)}, {"kal16", register_cmu_us_kal16(nullptr)}, {"awb", register_cmu_us_awb(nullptr)}};
  base::Random random(7);
  for (const Asked &asked : kAsked) {
    std::size_t words = 0, errors = 0, whole = 0, all = 0;
    for (const auto &[name, speaker] : voices) {
      for (const char *answer : asked.answers) {
        cst_wave *wave = flite_text_to_wave(answer, speaker);
        voice::Resampler resampler(wave->sample_rate, 8000);
        std::vector<voice::Sample> narrow(static_cast<std::size_t>(wave->num_samples) + 1);
        narrow.resize(resampler.process({wave->samples, static_cast<std::size_t>(wave->num_samples)}, narrow));
        delete_wave(wave);
        const std::string heard = hear(**recogniser, asked.field, telephone(narrow, random));
        const std::size_t wrong = word_errors(answer, heard);
        words += base::split(answer, ' ').size();
        errors += wrong;
        whole += wrong == 0;
        ++all;
        if (argc > 2 && wrong > 0) std::printf("  %-6s %-12s said: %s\n  %-19s heard: %s\n", name, asked.field, answer, "", heard.c_str());
      }
    }
    std::printf("%-14s words %5.1f %%   whole answers %5.1f %%\n", *asked.field ? asked.field : "(open)", 100.0 * (1 - static_cast<double>(errors) / static_cast<double>(words)), 100.0 * static_cast<double>(whole) / static_cast<double>(all));
  }
  return 0;
}
