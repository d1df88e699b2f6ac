#pragma once
#include <exception>
#include <string>

/* The reason of the last failure of this thread. */
extern thread_local std::string cgeographiclib_reason;

/* What a function makes; NULL where it throws, with the reason kept. */
template <class Make> auto cgeographiclib_try(Make make) -> decltype(make()) {
  try {
    return make();
  } catch (const std::exception &error) {
    cgeographiclib_reason = error.what();
  } catch (...) {
    cgeographiclib_reason = "unknown failure";
  }
  return nullptr;
}
