// AWS Signature Version 4: what Polly and Bedrock ask of every request. Pure: the time is an argument.
#pragma once

#include <string>

#include "adapters/http.hpp"
#include "base/time.hpp"

namespace callwell::adapters {

struct AwsKeys {
  std::string access_key_id, secret_access_key;
  std::string session_token = {};  ///< of temporary keys; empty: they are lasting ones
};

struct AwsService {
  std::string region, name;  ///< "us-east-1"; the signing name, which is not always the host's: "polly", "bedrock"
};

/// The request with X-Amz-Date, X-Amz-Security-Token and Authorization. All its headers are signed but those that a proxy may change, and
/// Host as the address tells it. Its address must be percent-encoded as it goes on the wire; once signed nothing of it may change.
base::Result<HttpRequest> sign_for_aws(HttpRequest request, const AwsKeys &keys, const AwsService &service, base::Instant now);

}  // namespace callwell::adapters
