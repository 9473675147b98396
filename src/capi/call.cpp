#include <callwell/call.h>

#include "base/crypto.hpp"
#include "capi/guarded.hpp"
#include "capi/handles.hpp"
#include "runtime/call_loop.hpp"
#include "runtime/voice_services.hpp"

struct cw_call {
  std::shared_ptr<callwell::runtime::CallLoop> loop;
  std::shared_ptr<callwell::runtime::Call> impl;
  std::optional<callwell::runtime::CallEvent> event;
  cw_call_event lent = {};
};

namespace {

using namespace callwell;
using capi::copy;

constexpr std::string_view kKeys = "0123456789*#ABCD";

base::Result<voice::Encoding> encoding_of(const cw_call_options &in) {
  switch (in.encoding) {
    case CW_ENCODING_PCM16: return voice::Encoding::pcm16;
    case CW_ENCODING_MULAW: return voice::Encoding::mulaw;
    case CW_ENCODING_ALAW: return voice::Encoding::alaw;
    case CW_ENCODING_OPUS: return voice::Encoding::opus;
    default: return base::Error{base::Status::unsupported, "an encoding newer than this library", "encoding"};
  }
}

std::uint64_t drawn_seed() {
  const std::string bytes = base::secure_random(8);
  std::uint64_t seed = 0;
  std::memcpy(&seed, bytes.data(), sizeof seed);
  return seed;
}

base::Result<runtime::CallOptions> options_of(const cw_call_options &in) {
  constexpr std::uint32_t kKnown = CW_CALL_OUTGOING | CW_CALL_KEYPAD_TONES | CW_CALL_RTP;
  if ((in.flags & ~kKnown) != 0) return base::Error{base::Status::unsupported, "a flag newer than this library is set", "flags"};
  const base::Result<voice::Encoding> encoding = encoding_of(in);
  if (!encoding) return encoding.error();
  runtime::CallOptions options;
  options.tenant = copy(in.tenant);
  options.contact = copy(in.contact);
  options.dialled = copy(in.dialled);
  options.language = copy(in.language);
  options.conversation = copy(in.conversation);
  options.announcement = copy(in.announcement);
  options.outgoing = (in.flags & CW_CALL_OUTGOING) != 0;
  options.keypad_tones = (in.flags & CW_CALL_KEYPAD_TONES) != 0;
  options.media.wire = {*encoding, in.rate};
  if ((in.flags & CW_CALL_RTP) == 0) return options;
  if (in.rtp_type > 127 || in.rtp_keypad_type > 127) return base::invalid("a payload type is 0 to 127", in.rtp_type > 127 ? "rtp_type" : "rtp_keypad_type");
  if (*encoding == voice::Encoding::pcm16) return base::invalid("RTP carries µ-law, A-law or Opus", "encoding");
  options.media.rtp = voice::RtpFormat{*encoding, in.rtp_type, in.rtp_keypad_type};
  options.media.wire = {};
  options.media.seed = drawn_seed();
  options.keypad_tones = options.keypad_tones || in.rtp_keypad_type == 0;
  return options;
}

/// Calls of an agent share one loop, made with the first of them.
std::shared_ptr<runtime::CallLoop> loop_of(cw_agent &agent) {
  const std::lock_guard lock(agent.calls_mutex);
  if (!agent.calls) agent.calls = std::make_shared<runtime::CallLoop>(agent.impl, runtime::configured_voice_services());
  return agent.calls;
}

}  // namespace

cw_status cw_call_open(cw_agent *agent, const cw_call_options *options, cw_call **out_call, cw_error **out_error) {
  return capi::guarded(out_error, [&]() -> base::Result<void> {
    if (!agent || !out_call) return base::invalid(std::string(agent ? "out_call" : "agent") + " is NULL", agent ? "out_call" : "agent");
    const base::Result<cw_call_options> read = capi::read_options(options, cw_call_options(CW_CALL_OPTIONS_INIT));
    if (!read) return read.error();
    base::Result<runtime::CallOptions> asked = options_of(*read);
    if (!asked) return asked.error();
    std::shared_ptr<runtime::CallLoop> loop = loop_of(*agent);
    base::Result<std::shared_ptr<runtime::Call>> call = loop->open(std::move(*asked));
    if (!call) return call.error();
    *out_call = new cw_call{std::move(loop), std::move(*call), {}, {}};
    return {};
  });
}

void cw_call_close(cw_call *call) {
  if (!call) return;
  call->impl->hung_up();
  delete call;
}

void cw_call_push_audio(cw_call *call, const void *data, size_t size) {
  if (call && data) call->impl->line().push({static_cast<const std::uint8_t *>(data), size});
}

void cw_call_pull_audio(cw_call *call, void *out, size_t size) {
  if (call && out) call->impl->line().pull({static_cast<std::uint8_t *>(out), size});
}

void cw_call_push_rtp(cw_call *call, const void *datagram, size_t size, int64_t arrival_us) {
  if (call && datagram) call->impl->line().push_rtp({static_cast<const std::uint8_t *>(datagram), size}, arrival_us);
}

size_t cw_call_pull_rtp(cw_call *call, int64_t now_us, void *out, size_t room) {
  return call && out ? call->impl->line().pull_rtp(now_us, {static_cast<std::uint8_t *>(out), room}) : 0;
}

void cw_call_key(cw_call *call, char digit) {
  if (call && kKeys.find(digit) != std::string_view::npos) call->impl->line().key(digit);
}

cw_status cw_call_press(cw_call *call, char digit) {
  if (!call || kKeys.find(digit) == std::string_view::npos) return CW_E_INVALID_ARGUMENT;
  return call->impl->line().press(digit) ? CW_OK : CW_E_UNSUPPORTED;
}

void cw_call_hold(cw_call *call, int32_t held) {
  if (call) call->impl->line().hold(held != 0);
}

void cw_call_pause_recording(cw_call *call, int32_t paused) {
  if (call) call->impl->pause_recording(paused != 0);
}

const cw_call_event *cw_call_next(cw_call *call) {
  if (!call) return nullptr;
  call->event = call->impl->next();
  if (!call->event) return nullptr;
  call->lent = {sizeof(cw_call_event), static_cast<cw_call_event_kind>(call->event->kind), capi::lend(call->event->text), capi::lend(call->event->json)};
  return &call->lent;
}

void cw_call_transferred(cw_call *call, cw_status status) {
  if (call) call->impl->transferred(status >= CW_OK && status <= CW_E_INTERNAL ? static_cast<base::Status>(status) : base::Status::internal);
}

void cw_call_hung_up(cw_call *call) {
  if (call) call->impl->hung_up();
}

void cw_call_get_stats(const cw_call *call, cw_call_stats *out_stats) {
  if (!call || !out_stats) return;
  const callwell::runtime::MediaLine &line = call->impl->line();
  const callwell::voice::JitterBuffer::Counts counts = line.packets();
  const cw_call_stats stats{sizeof(cw_call_stats), 0, line.dropped(), counts.lost, counts.late, line.foreign()};
  std::memcpy(out_stats, &stats, std::min<std::size_t>(sizeof stats, out_stats->struct_size));
}
