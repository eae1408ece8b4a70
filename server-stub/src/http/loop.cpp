// The only translation unit with Beast in it. Measured choices (decisions/0001-http-loop.md): a
// typed executor and no strand, one io_context a thread with SO_REUSEPORT, `async_read_some` into
// one buffer, `parser.put` for every complete request in it, all answers that are ready in one
// write, one coarse sweep for deadlines.
#include "http/loop.hpp"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <deque>
#include <optional>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <vector>

#include "http/status_text.hpp"

namespace tendero::server {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using tcp = net::ip::tcp;
using Executor = net::io_context::executor_type;
using Socket = net::basic_stream_socket<tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<tcp, Executor>;
using Timer = net::basic_waitable_timer<std::chrono::steady_clock,
                                        net::wait_traits<std::chrono::steady_clock>, Executor>;
using Parser = http::request_parser<http::string_body>;
using Clock = std::chrono::steady_clock;
using Error = boost::system::error_code;

class Worker;

/// An answer that is owed, in the order of the requests.
struct Slot {
  bool ready = false;
  bool head = false;  // HEAD: no body
  bool close = false;
  std::string top;  // status line and headers
  std::shared_ptr<const std::string> body;
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Worker& worker, Socket socket) : worker_(worker), socket_(std::move(socket)) {}

  void start();
  /// Called by the sweep: closes what waits too long.
  void check(Clock::time_point now);
  /// On stop: closes at once when nothing is owed, else after the last answer.
  void drain();

 private:
  void read();
  void on_read(const Error& error, std::size_t bytes);
  void parse();
  bool parse_one();
  bool check_header();
  void dispatch();
  void refuse(int status, std::string_view code);
  void answer(std::uint64_t number, Response response);
  void fill(Slot& slot, Response response);
  void write();
  void on_write(const Error& error);
  void linger();
  void close();
  bool busy() const { return !slots_.empty() || writing_; }

  Worker& worker_;
  Socket socket_;
  std::string peer_;
  std::array<char, 16384> chunk_{};
  std::string buffer_;  // bytes not yet parsed
  std::optional<Parser> parser_;
  bool header_checked_ = false;
  std::deque<Slot> slots_;
  std::uint64_t first_ = 0;  // number of slots_.front()
  std::size_t in_write_ = 0;
  bool reading_ = false, writing_ = false, closed_ = false;
  bool last_ = false;     // no further request is read
  bool refused_ = false;  // the peer may still be sending what nobody will read
  bool lingering_ = false;
  std::string interim_;                     // 100 Continue
  Clock::time_point since_ = Clock::now();  // when the present wait began
};

class Worker {
 public:
  Worker(const LoopSettings& settings, Handler& handler, std::atomic<std::size_t>& connections)
      : settings_(settings),
        handler_(handler),
        connections_(connections),
        acceptor_(io_),
        sweep_(io_) {}

  std::uint16_t listen(std::uint16_t port) {
    const tcp::endpoint endpoint(net::ip::make_address(settings_.address), port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(net::socket_base::reuse_address(true));
    const int yes = 1;
    if (::setsockopt(acceptor_.native_handle(), SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes) != 0) {
      throw std::system_error(errno, std::generic_category(), "SO_REUSEPORT");
    }
    acceptor_.bind(endpoint);
    acceptor_.listen();
    return acceptor_.local_endpoint().port();
  }

  void run() {
    accept();
    sweep();
    io_.run();
  }

  void stop() {
    net::post(io_, [this] {
      stopping_ = true;
      stop_at_ = Clock::now() + settings_.drain_time;
      Error ignored;
      acceptor_.close(ignored);
      const auto all = alive_;
      for (const auto& connection : all) connection->drain();
      finish_if_idle();
    });
  }

  void add(const std::shared_ptr<Connection>& connection) { alive_.insert(connection); }
  void remove(const std::shared_ptr<Connection>& connection) {
    if (alive_.erase(connection) == 0) return;
    --connections_;
    finish_if_idle();
  }

  const LoopSettings& settings() const { return settings_; }
  Handler& handler() { return handler_; }
  bool stopping() const { return stopping_; }
  Executor executor() { return io_.get_executor(); }

 private:
  void accept() {
    acceptor_.async_accept([this](const Error& error, Socket socket) {
      if (!acceptor_.is_open()) return;
      if (!error) admit(std::move(socket));
      if (error == boost::system::errc::too_many_files_open) return retry_accept();
      accept();
    });
  }

  /// Out of descriptors: a pause, not a spin.
  void retry_accept() {
    auto timer = std::make_shared<Timer>(io_, std::chrono::milliseconds(100));
    timer->async_wait([this, timer](const Error&) {
      if (acceptor_.is_open()) accept();
    });
  }

  void admit(Socket socket) {
    if (++connections_ > settings_.connections) {
      --connections_;
      static constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: "
          "close\r\n\r\n";
      Error ignored;
      socket.non_blocking(true, ignored);
      socket.write_some(net::buffer(kFull), ignored);
      return;
    }
    Error ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    std::make_shared<Connection>(*this, std::move(socket))->start();
  }

  void sweep() {
    sweep_.expires_after(std::chrono::milliseconds(500));
    sweep_.async_wait([this](const Error& error) {
      if (error) return;
      const auto now = Clock::now();
      const auto all = alive_;
      for (const auto& connection : all) connection->check(now);
      if (stopping_ && now >= stop_at_) return io_.stop();
      sweep();
    });
  }

  void finish_if_idle() {
    if (stopping_ && alive_.empty()) sweep_.cancel();
  }

  const LoopSettings& settings_;
  Handler& handler_;
  std::atomic<std::size_t>& connections_;
  net::io_context io_{1};
  Acceptor acceptor_;
  Timer sweep_;
  std::unordered_set<std::shared_ptr<Connection>> alive_;
  bool stopping_ = false;
  Clock::time_point stop_at_{};
};

void Connection::start() {
  Error error;
  const auto endpoint = socket_.remote_endpoint(error);
  if (!error) peer_ = endpoint.address().to_string();
  worker_.add(shared_from_this());
  read();
}

void Connection::read() {
  if (reading_ || closed_ || last_ || slots_.size() >= worker_.settings().pipelined) return;
  reading_ = true;
  socket_.async_read_some(net::buffer(chunk_),
                          [self = shared_from_this()](const Error& error, std::size_t bytes) {
                            self->on_read(error, bytes);
                          });
}

void Connection::on_read(const Error& error, std::size_t bytes) {
  reading_ = false;
  if (closed_) return;
  if (lingering_) return error ? close() : linger();
  if (error) {
    // The peer has finished sending; what it is owed is still sent.
    last_ = true;
    if (!busy()) close();
    return;
  }
  if (buffer_.empty() && !parser_) since_ = Clock::now();
  buffer_.append(chunk_.data(), bytes);
  parse();
  write();
  read();
}

void Connection::parse() {
  while (!last_ && !buffer_.empty() && slots_.size() < worker_.settings().pipelined &&
         parse_one()) {
  }
}

/// Feeds the parser; true when a request was completed and there may be another in the buffer.
bool Connection::parse_one() {
  if (!parser_) {
    parser_.emplace();
    parser_->header_limit(worker_.settings().header_bytes);
    parser_->body_limit(boost::none);
    header_checked_ = false;
    since_ = Clock::now();
  }
  Error error;
  while (true) {
    const std::size_t used = parser_->put(net::buffer(buffer_), error);
    buffer_.erase(0, used);
    if (error == http::error::need_more) error = {};
    if (error) {
      if (error == http::error::header_limit)
        refuse(431, "headers_too_large");
      else if (error == http::error::body_limit)
        refuse(413, "body_too_large");
      else
        refuse(400, "http_malformed");
      return false;
    }
    if (parser_->is_header_done() && !header_checked_ && !check_header()) return false;
    if (parser_->is_done()) break;
    if (used == 0 || buffer_.empty()) return false;
  }
  dispatch();
  return true;
}

/// The header is whole: the size of the body is judged before any of it is read.
bool Connection::check_header() {
  header_checked_ = true;
  const auto& message = parser_->get();
  const std::string_view target(message.target().data(), message.target().size());
  const std::string_view path = target.substr(0, target.find('?'));
  const std::string_view method(message.method_string().data(), message.method_string().size());
  // Beast passes codings over that it does not know and then finds no body: what follows would be
  // smuggled.
  const auto coding = message.find(http::field::transfer_encoding);
  if (coding != message.end() && !boost::beast::iequals(coding->value(), "chunked")) {
    refuse(400, "http_malformed");
    return false;
  }
  const std::uint64_t limit = worker_.handler().body_limit(method, path);
  const auto length = parser_->content_length();
  if (length && *length > limit) {
    refuse(413, "body_too_large");
    return false;
  }
  if (!length) parser_->body_limit(limit);  // chunked: counted while it comes
  const auto expect = message[http::field::expect];
  if (!parser_->is_done() && slots_.empty() && boost::beast::iequals(expect, "100-continue")) {
    interim_ = "HTTP/1.1 100 Continue\r\n\r\n";
  }
  return true;
}

void Connection::dispatch() {
  auto message = parser_->release();
  parser_.reset();
  since_ = Clock::now();
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.path = request.target.substr(0, request.target.find('?'));
  request.peer = peer_;
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  const std::uint64_t number = first_ + slots_.size();
  Slot& slot = slots_.emplace_back();
  slot.head = message.method() == http::verb::head;
  slot.close = !message.keep_alive() || worker_.stopping();
  if (slot.close) last_ = true;
  const std::weak_ptr<Connection> weak = weak_from_this();
  worker_.handler().handle(
      std::move(request), [weak, number, executor = worker_.executor()](Response response) {
        net::dispatch(executor, [weak, number, response = std::move(response)]() mutable {
          if (const auto self = weak.lock()) self->answer(number, std::move(response));
        });
      });
}

/// What cannot be read ends the connection after this answer.
void Connection::refuse(int status, std::string_view code) {
  last_ = true;
  refused_ = true;
  parser_.reset();
  buffer_.clear();
  Slot& slot = slots_.emplace_back();
  Response response = worker_.handler().refuse(status, code);
  response.close = true;
  fill(slot, std::move(response));
}

void Connection::answer(std::uint64_t number, Response response) {
  if (closed_ || number < first_ || number - first_ >= slots_.size()) return;
  Slot& slot = slots_[number - first_];
  if (slot.ready) return;
  fill(slot, std::move(response));
  write();
}

void Connection::fill(Slot& slot, Response response) {
  slot.close = slot.close || response.close || worker_.stopping();
  std::string& top = slot.top;
  top.reserve(256);
  top += "HTTP/1.1 ";
  top += std::to_string(response.status);
  top += ' ';
  top += status_text(response.status);
  top += "\r\nDate: ";
  top += http_date();
  for (const auto& [name, value] : response.headers) {
    top += "\r\n";
    top += name;
    top += ": ";
    top += value;
  }
  const bool bodiless = response.status == 304 || response.status == 204;
  if (!bodiless) {
    top += "\r\nContent-Length: ";
    top += std::to_string(response.body ? response.body->size() : 0);
  }
  top += slot.close ? "\r\nConnection: close\r\n\r\n" : "\r\n\r\n";
  if (!bodiless && !slot.head) slot.body = std::move(response.body);
  slot.ready = true;
}

void Connection::write() {
  if (writing_ || closed_) return;
  std::vector<net::const_buffer> buffers;
  if (!interim_.empty()) buffers.push_back(net::buffer(interim_));
  in_write_ = 0;
  for (const Slot& slot : slots_) {
    if (!slot.ready) break;
    buffers.push_back(net::buffer(slot.top));
    if (slot.body) buffers.push_back(net::buffer(*slot.body));
    ++in_write_;
    if (slot.close) break;
  }
  if (buffers.empty()) return;
  writing_ = true;
  since_ = Clock::now();
  net::async_write(socket_, buffers, [self = shared_from_this()](const Error& error, std::size_t) {
    self->on_write(error);
  });
}

void Connection::on_write(const Error& error) {
  writing_ = false;
  if (closed_) return;
  interim_.clear();
  bool end = static_cast<bool>(error);
  for (; in_write_ > 0; --in_write_) {
    end = end || slots_.front().close;
    slots_.pop_front();
    ++first_;
  }
  since_ = Clock::now();
  if (end || (last_ && slots_.empty())) return refused_ && !error ? linger() : close();
  parse();  // requests that waited for a place
  write();
  read();
}

void Connection::check(Clock::time_point now) {
  const auto& settings = worker_.settings();
  const auto waited = now - since_;
  if (lingering_) {
    if (waited > std::chrono::seconds(2)) close();
  } else if (writing_) {
    if (waited > settings.write_time) close();
  } else if (slots_.empty()) {
    const bool half = parser_.has_value() || !buffer_.empty();
    if (waited > (half ? settings.header_time : settings.idle_time)) close();
  }
}

void Connection::drain() {
  if (parser_ || lingering_) return;  // a request that has begun is still answered
  last_ = true;
  if (!busy()) close();
}

/// After a refusal what the peer still sends is read away for a while: closing at once would send a
/// reset that can overtake the answer.
void Connection::linger() {
  if (!lingering_) {
    lingering_ = true;
    since_ = Clock::now();
    Error ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
  }
  if (reading_) return;
  reading_ = true;
  socket_.async_read_some(net::buffer(chunk_),
                          [self = shared_from_this()](const Error& error, std::size_t) {
                            self->reading_ = false;
                            if (!self->closed_) error ? self->close() : self->linger();
                          });
}

void Connection::close() {
  if (closed_) return;
  closed_ = true;
  Error ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
  socket_.close(ignored);
  worker_.remove(shared_from_this());
}

}  // namespace

struct Loop::State {
  State(const LoopSettings& given, Handler& handler) : settings(given) {
    for (unsigned i = 0; i < std::max(1U, settings.threads); ++i) {
      workers.push_back(std::make_unique<Worker>(settings, handler, connections));
      port = workers.back()->listen(i == 0 ? settings.port : port);
    }
  }

  LoopSettings settings;
  std::atomic<std::size_t> connections{0};
  std::vector<std::unique_ptr<Worker>> workers;
  std::uint16_t port = 0;
};

Loop::Loop(const LoopSettings& settings, Handler& handler)
    : state_(std::make_unique<State>(settings, handler)) {}

Loop::~Loop() = default;

std::uint16_t Loop::port() const {
  return state_->port;
}

void Loop::run() {
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < state_->workers.size(); ++i) {
    threads.emplace_back([worker = state_->workers[i].get()] { worker->run(); });
  }
  state_->workers.front()->run();
  for (std::thread& thread : threads) thread.join();
}

void Loop::stop() {
  for (const auto& worker : state_->workers) worker->stop();
}

}  // namespace tendero::server
