package io.embed4j.neural.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files as PyTorch writes them. The pickles in hexadecimal were written by the module {@code
 * pickle} of CPython, with stand-ins of the same names for PyTorch's classes; they hold
 *
 * <pre>
 *   a.weight      F32 [2, 3], the first storage: 1 2 3 / 4 5 6
 *   a.transposed  F32 [3, 2], the same storage, strides 1 and 3
 *   a.bias        F16 [2], the second storage from its second element on: 0.5 7
 * </pre>
 */
final class TorchFiles {
  private static final String PROTOCOL_2 =
      """
      800263636f6c6c656374696f6e730a4f726465726564446963740a710029527101285808000000612e77
      6569676874710263746f7263682e5f7574696c730a5f72656275696c645f74656e736f725f76320a7103
      2828580700000073746f72616765710463746f7263680a466c6f617453746f726167650a710558010000
      00307106580300000063707571074b06747108514b004b024b038671094b034b0186710a896800295271
      0b74710c52710d580c000000612e7472616e73706f736564710e6803282868046805680668074b067471
      0f514b004b034b028671104b014b03867111896800295271127471135271145806000000612e62696173
      711568032828680463746f7263680a48616c6653746f726167650a7116580100000031711768074b0374
      7118514b014b028571194b0185711a8968002952711b74711c52711d757d711e58090000005f6d657461
      64617461711f680029527120580000000071217d7122580700000076657273696f6e71234b0173737362
      2e
      """;

  private static final String PROTOCOL_4 =
      """
      80049541010000000000008c0b636f6c6c656374696f6e73948c0b4f7264657265644469637494939429
      5294288c08612e776569676874948c0c746f7263682e5f7574696c73948c125f72656275696c645f7465
      6e736f725f763294939428288c0773746f72616765948c05746f726368948c0c466c6f617453746f7261
      67659493948c0130948c03637075944b067494514b004b024b0386944b034b0186948968022952947494
      52948c0c612e7472616e73706f73656494680728286808680b680c680d4b067494514b004b034b028694
      4b014b038694896802295294749452948c06612e626961739468072828680868098c0b48616c6653746f
      726167659493948c013194680d4b037494514b014b0285944b01859489680229529474945294757d948c
      095f6d657461646174619468022952948c00947d948c0776657273696f6e944b01737373622e
      """;

  private static final String LEGACY =
      """
      80028a0a6cfc9c46f9206aa850192e80024de9032e80027d710028581000000070726f746f636f6c5f76
      657273696f6e71014de903580d0000006c6974746c655f656e6469616e710288580a000000747970655f
      73697a657371037d710428580500000073686f727471054b025803000000696e7471064b045804000000
      6c6f6e6771074b0475752e800263636f6c6c656374696f6e730a4f726465726564446963740a71002952
      7101285808000000612e776569676874710263746f7263682e5f7574696c730a5f72656275696c645f74
      656e736f725f76320a71032828580700000073746f72616765710463746f7263680a466c6f617453746f
      726167650a71055801000000307106580300000063707571074b064e747108514b004b024b038671094b
      034b0186710a8968002952710b74710c52710d580c000000612e7472616e73706f736564710e68032828
      68046805680668074b064e74710f514b004b034b028671104b014b038671118968002952711274711352
      71145806000000612e62696173711568032828680463746f7263680a48616c6653746f726167650a7116
      580100000031711768074b034e747118514b014b028571194b0185711a8968002952711b74711c52711d
      757d711e58090000005f6d65746164617461711f680029527120580000000071217d7122580700000076
      657273696f6e71234b01737373622e80025d71002858010000003071015801000000317102652e060000
      00000000000000803f0000004000004040000080400000a0400000c040030000000000000000bc003800
      47
      """;

  private TorchFiles() {}

  static byte[] protocol2() {
    return hex(PROTOCOL_2);
  }

  static byte[] protocol4() {
    return hex(PROTOCOL_4);
  }

  /** The whole file that PyTorch wrote before 1.6, storages included. */
  static byte[] legacy() {
    return hex(LEGACY);
  }

  /** A pickle and the storages that {@link #protocol2} and {@link #protocol4} refer to. */
  static Map<String, byte[]> entries(byte[] pickle) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("model/data.pkl", pickle);
    entries.put("model/byteorder", ascii("little"));
    entries.put("model/data/0", hex("0000803f 00000040 00004040 00008040 0000a040 0000c040"));
    entries.put("model/data/1", hex("00bc 0038 0047"));
    entries.put("model/version", ascii("3\n"));
    return entries;
  }

  /** Returns some float32 tensors as one file. */
  static byte[] of(Weights weights, Iterable<String> names) {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(ascii("\u0080\u0002ccollections\nOrderedDict\n)R("));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (String name : names) {
      long[] shape = weights.shape(name).stream().mapToLong(Long::longValue).toArray();
      float[] data = weights.floats(name, shape);
      String key = Integer.toString(entries.size());
      pickle.writeBytes(text(name));
      pickle.writeBytes(ascii("ctorch._utils\n_rebuild_tensor_v2\n(("));
      pickle.writeBytes(text("storage"));
      pickle.writeBytes(ascii("ctorch\nFloatStorage\n"));
      pickle.writeBytes(text(key));
      pickle.writeBytes(text("cpu"));
      pickle.writeBytes(whole(data.length));
      pickle.writeBytes(ascii("tQK\u0000("));
      for (long n : shape) {
        pickle.writeBytes(whole((int) n));
      }
      pickle.writeBytes(ascii("t("));
      int stride = data.length;
      for (long n : shape) {
        stride /= (int) n;
        pickle.writeBytes(whole(stride));
      }
      pickle.writeBytes(ascii("t\u0089NtR"));
      ByteBuffer bytes = buffer(4 * data.length);
      bytes.asFloatBuffer().put(data);
      entries.put("archive/data/" + key, bytes(bytes));
    }
    pickle.writeBytes(ascii("u."));
    entries.put("archive/data.pkl", pickle.toByteArray());
    return zip(entries, false);
  }

  /** Returns a zip archive of stored entries; PyTorch uses ZIP64 for large ones. */
  static byte[] zip(Map<String, byte[]> entries, boolean zip64) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    entries.forEach(
        (name, bytes) -> {
          long offset = out.size();
          ByteBuffer local = header(0x04034b50, 30, name, bytes.length);
          out.writeBytes(bytes(local.putShort(28, (short) 5)));
          out.writeBytes(ascii(name));
          out.writeBytes(ascii("FB\1\0Z")); // PyTorch fills up to an alignment
          out.writeBytes(bytes);
          ByteBuffer central = header(0x02014b50, 46, name, zip64 ? -1 : bytes.length);
          central.putShort(30, (short) (zip64 ? 28 : 0)).putInt(42, zip64 ? -1 : (int) offset);
          directory.writeBytes(bytes(central));
          directory.writeBytes(ascii(name));
          if (zip64) {
            ByteBuffer extra = buffer(28).putShort((short) 1).putShort((short) 24);
            extra.putLong(bytes.length).putLong(bytes.length).putLong(offset);
            directory.writeBytes(bytes(extra));
          }
        });
    long start = out.size();
    out.writeBytes(directory.toByteArray());
    if (zip64) {
      long end = out.size();
      ByteBuffer record = buffer(56).putInt(0x06064b50).putLong(44);
      record.putLong(24, entries.size()).putLong(32, entries.size());
      out.writeBytes(bytes(record.putLong(40, directory.size()).putLong(48, start)));
      out.writeBytes(bytes(buffer(20).putInt(0x07064b50).putLong(8, end).putInt(16, 1)));
    }
    ByteBuffer end = buffer(22).putInt(0x06054b50);
    end.putShort(8, (short) entries.size()).putShort(10, (short) (zip64 ? -1 : entries.size()));
    out.writeBytes(bytes(end.putInt(12, directory.size()).putInt(16, (int) start)));
    return out.toByteArray();
  }

  /** A local header, or one of the directory, which has two bytes more before the same fields. */
  private static ByteBuffer header(int signature, int bytes, String name, int size) {
    int shift = bytes == 46 ? 2 : 0;
    ByteBuffer header = buffer(bytes).putInt(signature);
    header.putInt(18 + shift, size).putInt(22 + shift, size);
    return header.putShort(26 + shift, (short) name.length());
  }

  private static byte[] text(String text) {
    byte[] bytes = ascii(text);
    return bytes(buffer(5 + bytes.length).put((byte) 'X').putInt(bytes.length).put(bytes));
  }

  private static byte[] whole(int value) {
    return bytes(buffer(5).put((byte) 'J').putInt(value));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
