// Every call that changes something goes through here: one command, an answer that commits with its
// effect.
#include "api/write.hpp"
#include "common/failpoint.hpp"

namespace tendero::server {
namespace {

Problem busy() {
  Problem out = problem(503, "overloaded");
  out.retryable = true;
  out.retry_after_ms = 1000;
  return out;
}

Problem store_failed() {
  Problem out = problem(503, "store_unavailable");
  out.retryable = true;
  out.retry_after_ms = 2000;
  return out;
}

}  // namespace

Problem key_reused() {
  return problem(422, "idempotency_key_reused");
}
Problem answer_forgotten() {
  return problem(409, "idempotency_answer_expired");
}

/// The stored bytes: the status and the body, sealed under the caller's key.
std::string keep_answer(const App& app, const Call& call, const Answer& answer) {
  return app.vault.seal_answer(call.caller.scope(), call.idempotency_key,
                               std::to_string(answer.status) + "\n" + answer.body);
}

Response replay(const App& app, const Call& call, std::string_view stored) {
  const std::string plain =
      app.vault.unseal_answer(call.caller.scope(), call.idempotency_key, stored);
  const auto line = plain.find('\n');
  if (line == std::string::npos) return problem_response(problem(500, "internal"));
  Response response = json_response(std::atoi(plain.c_str()), plain.substr(line + 1));
  response.with("Idempotency-Replayed", "true");
  return response;
}

void write(App& app, Call call, Command command, std::function<Answer(const Outcome&)> render,
           std::function<Problem(const Outcome&)> refuse) {
  const auto shared = std::make_shared<const Call>(std::move(call));
  Write out;
  out.command = std::move(command);
  out.idempotency = shared->idempotency;
  out.render = [&app, shared, render = std::move(render)](const Outcome& outcome) {
    Rendered rendered{render(outcome), {}};
    if (shared->idempotency) rendered.keep = keep_answer(app, *shared, rendered.answer);
    return rendered;
  };
  out.done = [&app, shared, refuse = std::move(refuse)](WriteResult result) {
    switch (result.end) {
      case WriteEnd::done:
        reach("before_reply");
        return shared->respond(json_response(result.answer.status, std::move(result.answer.body)));
      case WriteEnd::refused:
        return shared->answer(refuse(result.outcome));
      case WriteEnd::replayed:
        return shared->respond(replay(app, *shared, result.stored));
      case WriteEnd::key_reused:
        return shared->answer(key_reused());
      case WriteEnd::answer_forgotten:
        return shared->answer(answer_forgotten());
      case WriteEnd::failed:
        return shared->answer(store_failed());
    }
  };
  if (!app.store.submit(std::move(out))) shared->answer(busy());
}

}  // namespace tendero::server
