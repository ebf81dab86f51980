// Keeps TensorFlow's start-up chatter off the terminal. TensorFlow logs from its own static initialisers, before
// TF_CPP_MIN_LOG_LEVEL is looked at, so the level is set here; on Linux the linker flag `-z initfirst` runs this one
// before those. Fatal messages still appear, and CLCE_TF_LOG=1 lets everything through.

#include <cstdlib>
#include <cstring>

#include "absl/base/log_severity.h"
#include "absl/log/globals.h"

namespace {

bool HushUnlessAsked() {
  const char* shown = std::getenv("CLCE_TF_LOG");
  if (shown != nullptr && std::strcmp(shown, "1") == 0) return false;
  absl::SetMinLogLevel(absl::LogSeverityAtLeast::kFatal);
  absl::SetStderrThreshold(absl::LogSeverityAtLeast::kFatal);
  return true;
}

const bool hushed = HushUnlessAsked();

}  // namespace
