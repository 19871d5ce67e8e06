package io.embed4j.neural.weights;

import io.embed4j.core.format.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The entries of a zip archive whose entries are stored as they are, as slices of its bytes (PKWARE
 * APPNOTE 6.3.10, 4.3 and 4.5.3, ZIP64 included).
 *
 * <p>PyTorch never compresses, so a compressed entry is refused: there is nothing to inflate, and
 * no archive can grow. Entries that overlap are refused too.
 */
final class StoredZip {
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int ZIP64_LOCATOR_BYTES = 20;
  private static final int ZIP64_EXTRA = 1;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int MAX_COMMENT = 0xffff;
  private static final int MAX_ENTRIES = 200_000;
  private static final int MAX_NAME = 0xffff;
  private static final int ENCRYPTED = 1;
  private static final long IN_EXTRA = 0xffff_ffffL;

  private final MemorySegment bytes;
  private final Cursor start;

  private StoredZip(String where, MemorySegment bytes) {
    this.bytes = bytes;
    this.start = new Cursor(where, bytes);
  }

  private record Entry(String name, long header, long begin, long end) {}

  private record Directory(long offset, long entries) {}

  /** Says whether the bytes start as a zip archive does. */
  static boolean startsAsZip(MemorySegment bytes) {
    return bytes.byteSize() >= Integer.BYTES && new Cursor("", bytes).int32() == LOCAL;
  }

  /**
   * Returns the entries by name.
   *
   * @param where what a message starts with, such as the path
   */
  static Map<String, MemorySegment> entries(String where, MemorySegment bytes) {
    StoredZip zip = new StoredZip(where, bytes);
    Directory directory = zip.directory();
    if (directory.entries < 0 || directory.entries > MAX_ENTRIES) {
      throw zip.start.fault(Long.toUnsignedString(directory.entries) + " entries are too many");
    }
    Cursor central = zip.start.at(directory.offset);
    List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < directory.entries; i++) {
      entries.add(zip.entry(central));
    }
    zip.requireApart(entries);
    Map<String, MemorySegment> slices = new LinkedHashMap<>();
    for (Entry entry : entries) {
      MemorySegment slice = bytes.asSlice(entry.begin, entry.end - entry.begin);
      if (slices.putIfAbsent(entry.name, slice) != null) {
        throw zip.start.fault("two entries are named " + entry.name);
      }
    }
    return Collections.unmodifiableMap(slices);
  }

  /** The end record is the last thing in the file, before a comment of at most 65535 bytes. */
  private Directory directory() {
    long last = bytes.byteSize() - END_BYTES;
    for (long at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      Cursor end = start.at(at);
      if (end.int32() == END) {
        end.skip(6);
        long entries = end.unsignedShort();
        end.skip(4);
        long offset = end.unsignedInt();
        boolean zip64 = entries == 0xffff || offset == IN_EXTRA;
        return zip64 ? zip64Directory(at) : new Directory(offset, entries);
      }
    }
    throw start.fault("no sound zip archive, or truncated: it has no end record");
  }

  private Directory zip64Directory(long end) {
    Cursor locator = start.at(end - ZIP64_LOCATOR_BYTES);
    requireSignature(locator, ZIP64_LOCATOR, "ZIP64 locator");
    locator.skip(4);
    Cursor record = start.at(locator.int64());
    requireSignature(record, ZIP64_END, "ZIP64 end record");
    record.skip(28);
    long entries = record.int64();
    record.skip(8);
    return new Directory(record.int64(), entries);
  }

  private Entry entry(Cursor central) {
    requireSignature(central, CENTRAL, "entry of the directory");
    central.skip(4);
    int flags = central.unsignedShort();
    int method = central.unsignedShort();
    central.skip(8);
    long compressed = central.unsignedInt();
    long size = central.unsignedInt();
    int nameBytes = central.unsignedShort();
    int extraBytes = central.unsignedShort();
    int commentBytes = central.unsignedShort();
    central.skip(8);
    long header = central.unsignedInt();
    String name = central.text(nameBytes, MAX_NAME);
    long extraEnd = central.position() + extraBytes;
    Cursor zip64 = zip64Extra(central, extraEnd);
    size = size == IN_EXTRA ? zip64.int64() : size;
    compressed = compressed == IN_EXTRA ? zip64.int64() : compressed;
    header = header == IN_EXTRA ? zip64.int64() : header;
    central.skip(extraEnd - central.position() + commentBytes);
    if (method != 0 || compressed != size || (flags & ENCRYPTED) != 0) {
      throw central.fault(
          "entry " + name + " is compressed or encrypted, which PyTorch never does");
    }
    Cursor local = start.at(header);
    requireSignature(local, LOCAL, "header of entry " + name);
    local.skip(22);
    int localName = local.unsignedShort();
    int localExtra = local.unsignedShort();
    local.skip(localName + localExtra);
    long begin = local.position();
    local.skip(size);
    return new Entry(name, header, begin, local.position());
  }

  /**
   * Returns a cursor at the numbers that did not fit into 32 bits; at the end if there are none.
   */
  private static Cursor zip64Extra(Cursor central, long extraEnd) {
    Cursor extra = central.at(central.position());
    while (extra.position() + 4 <= extraEnd) {
      int id = extra.unsignedShort();
      int length = extra.unsignedShort();
      if (id == ZIP64_EXTRA) {
        return extra;
      }
      extra.skip(length);
    }
    return central.at(central.position() + central.remaining());
  }

  private void requireApart(List<Entry> entries) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::header));
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).header < sorted.get(i - 1).end) {
        throw start.fault(
            "entry " + sorted.get(i).name + " overlaps entry " + sorted.get(i - 1).name);
      }
    }
  }

  private static void requireSignature(Cursor cursor, int signature, String what) {
    if (cursor.int32() != signature) {
      throw cursor.fault("there is no " + what);
    }
  }
}
