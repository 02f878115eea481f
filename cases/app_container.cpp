// Remarks of the page on Windows 10, version 1709: pipes between processes in app containers. The
// processes run in app containers that the suite makes itself, packages A and B.
//
// The page promises which connections are supported, not how another one fails. Below, that a
// connection is refused may be said with any of the codes that say so; that it works may not.
// A name below LOCAL means another pipe in every package, and outside a pipe whose name just begins
// so: the kernel puts the package's own folder in its place (libuv/libuv#5181). So no process of
// another package, or of none, can say the name of such a pipe in the documented form.

#include "cases/aspects.hpp"
#include "cases/language/shared_steps.hpp"

#include <variant>

namespace cnp::cases::app_container {

namespace {

/// That a process may not have the pipe: what the page leaves open is only how it is told.
std::vector<outcome> refused() {
  return {zero(error::file_not_found), zero(error::path_not_found), zero(error::access_denied),
          zero(error::not_supported), zero(error::not_supported_in_app_container)};
}

call_for create_local(slot pipe = first_pipe) {
  return [=](const cell& in) -> call {
    auto made = std::get<create_pipe>(create(pipe).in(in));
    made.local_name = true;
    return made;
  };
}

call_for open_local(slot handle = 0) {
  return [=](const cell& in) -> call {
    return open_pipe{.handle = handle, .dir = in.dir, .local_name = true};
  };
}

const std::vector fitting_lps{overlapped_kind::null, overlapped_kind::manual_event};

/// The client of the same package connects: before the server's call, or while it waits.
step_source client_inside_connects() {
  const clause_ids same_app{"app-container.same-app"};
  const auto first = is(client_when::before);
  return {unless(first, server_waits()), client(1, open_local()).proves(same_app),
          server(connect()).gives(zero(error::pipe_connected)).proves(same_app).only(first),
          unless(first, server_is_connected(same_app))};
}

scenario same_app() {
  return {.id = "app-container.same-app",
          .says = "Server and client are in the app container of one package: a pipe below LOCAL "
                  "connects them, however the server waits.",
          .over = over(both_handles, both_waits, fitting_lps, both_types, client_when::before,
                       client_when::during),
          .only_if = is_fitting,
          .because = why_fitting,
          .server = placement::app_container,
          .clients = {placement::app_container},
          .steps = {server(create_local()).proves("app-container.local-prefix"),
                    client_inside_connects(),
                    good_connection({"app-container.same-app", "app-container.only-inside"}),
                    server(disconnect())}};
}

scenario only_inside() {
  return {
      .id = "app-container.only-inside",
      .says = "The pipe of a server in an app container is not there for a client in another "
              "package's container or outside, although it listens: a client of the same package "
              "connects to it after them.",
      .over = over(both_handles, fitting_lps, both_types),
      .only_if = is_fitting,
      .because = why_fitting,
      .server = placement::app_container,
      .clients = {placement::app_container, placement::other_container, placement::ordinary},
      .steps = {
          server(create_local()).proves("app-container.local-prefix"),
          client(2, open_local())
              .gives(refused())
              .proves("app-container.only-inside")
              .proves("app-container.same-app")
              .catalogue(79)
              .named("other-package.CreateFile"),
          client(3, open_local())
              .gives(refused())
              .proves("app-container.only-inside")
              .catalogue(79)
              .named("outside.CreateFile"),
          client(1, open_local()).proves("app-container.same-app").named("same-package.CreateFile"),
          server(connect()).arranges(zero(error::pipe_connected)),
          good_connection({"app-container.same-app"})}};
}

scenario local_prefix() {
  return {.id = "app-container.local-prefix",
          .says = "In an app container a pipe can be made below LOCAL; what becomes of another "
                  "name is recorded.",
          .over = over(both_handles, both_types, all_directions),
          .server = placement::app_container,
          .steps = {
              server(create_local()).proves("app-container.local-prefix").catalogue(79),
              server(create(second_pipe))
                  .sanely({zero(error::access_denied), zero(error::file_not_found),
                           zero(error::path_not_found), zero(error::invalid_name),
                           zero(error::not_supported), zero(error::not_supported_in_app_container)})
                  .proves("app-container.local-prefix")
                  .catalogue(79)
                  .named("plain-name.CreateNamedPipe")
                  .because("The page says what the name must be and not what becomes of another: "
                           "any refusal is sane. libuv met ERROR_ACCESS_DENIED on Windows 11 "
                           "(libuv/libuv#5178, oven-sh/libuv#5).")}};
}

scenario server_outside() {
  return {
      .id = "app-container.server-outside",
      .says = "A server outside app containers lets all of them in by its DACL and a low label: a "
              "client inside can't reach its pipe below LOCAL; whether it reaches one with a plain "
              "name is recorded.",
      .over = over(both_handles, both_types),
      .server = placement::ordinary,
      .clients = {placement::app_container},
      .steps = {
          server(create_local(second_pipe)),
          client(1, open_local(1))
              .gives(refused())
              .proves("app-container.only-inside")
              .catalogue(79)
              .named("local-name.CreateFile"),
          server(create()),
          client(1, open())
              .sanely({nonzero(), zero(error::access_denied), zero(error::file_not_found),
                       zero(error::path_not_found), zero(error::not_supported),
                       zero(error::not_supported_in_app_container)})
              .catalogue(80)
              .named("plain-name.CreateFile")
              .because("The page calls only connections between UWP processes of one app "
                       "supported, but speaks of no others; Microsoft's page on communication "
                       "between processes excepts those of full trust, and with such a DACL the "
                       "open worked on Windows 10, 1909 (microsoft/XboxGameBarSamples#44).")}};
}

}  // namespace

std::vector<scenario> scenarios() {
  return {same_app(), only_inside(), local_prefix(), server_outside()};
}

}  // namespace cnp::cases::app_container
