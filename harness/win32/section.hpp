#pragma once

#include "harness/win32/arrangement.hpp"
#include "harness/win32/handle.hpp"
#include "harness/win32/windows.hpp"

#include <memory>
#include <new>
#include <utility>

namespace cnp {

/// A `T` in memory that processes share: owns the section and a view of it. Movable; the view's
/// address stays.
template <class T>
class section_of {
 public:
  /// New memory. Throws `arrangement_error`.
  [[nodiscard]] static section_of create() {
    object_handle section(::CreateFileMappingW(INVALID_HANDLE_VALUE, nullptr, PAGE_READWRITE, 0,
                                               static_cast<DWORD>(sizeof(T)), nullptr));
    arrange(static_cast<bool>(section), "CreateFileMapping");
    void* const memory = mapped(section.get());
    arrange(memory != nullptr, "MapViewOfFile");
    return section_of(std::move(section), ::new (memory) T{});
  }
  /// The memory of a section that was inherited, whose handle it owns from now on. Without a view
  /// if there is no such section or it is too small: ask `operator bool`.
  [[nodiscard]] static section_of open(HANDLE inherited) {
    object_handle section(inherited);
    void* const memory = mapped(section.get());
    return section_of(std::move(section), static_cast<T*>(memory));
  }

  [[nodiscard]] explicit operator bool() const { return view_ != nullptr; }
  [[nodiscard]] T& operator*() const { return *view_; }
  [[nodiscard]] T* operator->() const { return view_.get(); }
  /// The section, to be inherited.
  [[nodiscard]] HANDLE get() const { return section_.get(); }

 private:
  struct unmap {
    void operator()(T* view) const { ::UnmapViewOfFile(view); }
  };
  static void* mapped(HANDLE section) {
    return ::MapViewOfFile(section, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, sizeof(T));
  }
  section_of(object_handle section, T* view) : section_(std::move(section)), view_(view) {}

  object_handle section_;
  std::unique_ptr<T, unmap> view_;
};

}  // namespace cnp
