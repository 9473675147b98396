// A file system for SQLite that can fail, die or lose its power at any write, sync or lock. For tests of what survives.
#pragma once

#include <sqlite3.h>

#include <cstring>
#include <functional>
#include <new>
#include <string>
#include <vector>

namespace callwell::testing {

enum class DiskStep { write, sync, truncate, shared_memory, remove };

/// Told of every step before it happens. SQLITE_OK lets it happen; any other code is what SQLite gets instead.
using DiskHook = std::function<int(DiskStep step)>;

/// While it lives, SQLite files opened in this process go through it. One at a time.
class FaultyVfs {
 public:
  explicit FaultyVfs(DiskHook hook) : hook_(std::move(hook)), real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    vfs_.zName = "faulty";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &open;
    vfs_.xDelete = &remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyVfs() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultyVfs(const FaultyVfs &) = delete;

  /// Takes back what was written and not yet synced, the last first: what a power cut may do at worst.
  void lose_power() {
    for (auto write = unsynced_.rbegin(); write != unsynced_.rend(); ++write) {
      sqlite3_file *file = write->file;
      file->pMethods->xWrite(file, write->before.data(), static_cast<int>(write->before.size()), write->offset);
      file->pMethods->xTruncate(file, write->size_before);
    }
    unsynced_.clear();
  }

  /// Writes the first half of what the present step wants to write: called from the hook, before the process ends.
  void tear_write() {
    if (pending_) pending_->file->pMethods->xWrite(pending_->file, pending_->data, pending_->size / 2, pending_->offset);
  }

 private:
  struct File {
    sqlite3_file base;
    FaultyVfs *home;
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
  };
  struct Unsynced {
    sqlite3_file *file;
    sqlite3_int64 offset, size_before;
    std::string before;
  };
  struct Pending {
    sqlite3_file *file;
    const void *data;
    int size;
    sqlite3_int64 offset;
  };

  static File &of(sqlite3_file *file) { return *reinterpret_cast<File *>(file); }
  static sqlite3_file *real(sqlite3_file *file) { return of(file).real(); }
  static FaultyVfs &home(sqlite3_file *file) { return *of(file).home; }

  static int open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
    auto *self = static_cast<FaultyVfs *>(vfs->pAppData);
    File &mine = *new (file) File{{nullptr}, self};
    const int code = self->real_->xOpen(self->real_, name, mine.real(), flags, out_flags);
    if (mine.real()->pMethods) mine.base.pMethods = methods();
    return code;
  }

  static int remove(sqlite3_vfs *vfs, const char *name, int sync_folder) {
    auto *self = static_cast<FaultyVfs *>(vfs->pAppData);
    if (const int code = self->hook_(DiskStep::remove); code != SQLITE_OK) return code;
    return self->real_->xDelete(self->real_, name, sync_folder);
  }

  void remember(sqlite3_file *file, int size, sqlite3_int64 offset) {
    Unsynced write{file, offset, 0, std::string(static_cast<std::size_t>(size), '\0')};
    file->pMethods->xFileSize(file, &write.size_before);
    file->pMethods->xRead(file, write.before.data(), size, offset);  // past the end it reads as zeros
    unsynced_.push_back(std::move(write));
  }

  static int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset) {
    FaultyVfs &self = home(file);
    const Pending pending{real(file), data, size, offset};
    self.pending_ = &pending;
    const int code = self.hook_(DiskStep::write);
    self.pending_ = nullptr;
    if (code != SQLITE_OK) return code;
    self.remember(real(file), size, offset);
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
  }

  static int sync(sqlite3_file *file, int flags) {
    FaultyVfs &self = home(file);
    if (const int code = self.hook_(DiskStep::sync); code != SQLITE_OK) return code;
    std::erase_if(self.unsynced_, [&](const Unsynced &write) { return write.file == real(file); });
    return real(file)->pMethods->xSync(real(file), flags);
  }

  static int truncate(sqlite3_file *file, sqlite3_int64 size) {
    if (const int code = home(file).hook_(DiskStep::truncate); code != SQLITE_OK) return code;
    return real(file)->pMethods->xTruncate(real(file), size);
  }

  static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    // Letting go of a lock cannot fail, so only taking one is a step that may.
    if (flags & SQLITE_SHM_LOCK) {
      if (const int code = home(file).hook_(DiskStep::shared_memory); code != SQLITE_OK) return code;
    }
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
  }

  static int close(sqlite3_file *file) {
    std::erase_if(home(file).unsynced_, [&](const Unsynced &write) { return write.file == real(file); });
    return real(file)->pMethods->xClose(real(file));
  }

  static const sqlite3_io_methods *methods() {
    static const sqlite3_io_methods table = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;
      m.xClose = &close;
      m.xRead = [](sqlite3_file *f, void *d, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), d, n, at); };
      m.xWrite = &write;
      m.xTruncate = &truncate;
      m.xSync = &sync;
      m.xFileSize = [](sqlite3_file *f, sqlite3_int64 *size) { return real(f)->pMethods->xFileSize(real(f), size); };
      m.xLock = [](sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); };
      m.xUnlock = [](sqlite3_file *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
      m.xCheckReservedLock = [](sqlite3_file *f, int *out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); };
      m.xFileControl = [](sqlite3_file *f, int op, void *arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); };
      m.xSectorSize = [](sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); };
      m.xDeviceCharacteristics = [](sqlite3_file *f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); };
      m.xShmMap = [](sqlite3_file *f, int page, int size, int extend, void volatile **out) {
        return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
      };
      m.xShmLock = &lock_shared;
      m.xShmBarrier = [](sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); };
      m.xShmUnmap = [](sqlite3_file *f, int remove_it) { return real(f)->pMethods->xShmUnmap(real(f), remove_it); };
      return m;
    }();
    return &table;
  }

  DiskHook hook_;
  sqlite3_vfs *real_;
  sqlite3_vfs vfs_;
  std::vector<Unsynced> unsynced_;
  const Pending *pending_ = nullptr;
};

}  // namespace callwell::testing
