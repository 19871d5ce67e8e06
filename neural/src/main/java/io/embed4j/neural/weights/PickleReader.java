package io.embed4j.neural.weights;

import io.embed4j.core.error.ModelFormatException;
import io.embed4j.core.format.Cursor;
import io.embed4j.neural.weights.PickleValue.Dictionary;
import io.embed4j.neural.weights.PickleValue.Other;
import io.embed4j.neural.weights.PickleValue.Sequence;
import io.embed4j.neural.weights.PickleValue.Text;
import io.embed4j.neural.weights.PickleValue.Truth;
import io.embed4j.neural.weights.PickleValue.Tuple;
import io.embed4j.neural.weights.PickleValue.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of Python's pickle format that {@code torch.save} writes. A pickle is a program
 * for a small stack machine; in Python it may import and call anything. Here it can build texts,
 * numbers, lists, dictionaries, storages and tensors, by the instructions below and the names of
 * {@link PytorchNames}; every other instruction or name ends in a {@link ModelFormatException}.
 *
 * <p>Instructions: {@code pickletools.opcodes} of CPython, protocols 2 to 5.
 */
final class PickleReader {
  private static final int MAX_INSTRUCTIONS = 2_000_000;
  private static final int MAX_TEXT = 1 << 20;
  private static final int MAX_NAME = 256;

  private final Cursor in;
  private final List<PickleValue> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, PickleValue> memo = new HashMap<>();

  private PickleReader(Cursor in) {
    this.in = in;
  }

  /** Reads one pickle and leaves the cursor behind it. */
  static PickleValue read(Cursor in) {
    PickleReader reader = new PickleReader(in);
    for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
      int instruction = in.unsignedByte();
      if (instruction == '.') {
        return reader.pop();
      }
      if (!reader.scalar(instruction) && !reader.container(instruction)) {
        reader.build(instruction);
      }
    }
    throw in.fault("more than " + MAX_INSTRUCTIONS + " instructions");
  }

  /** Instructions that push a value of their own, or none at all. */
  private boolean scalar(int instruction) {
    switch (instruction) {
      case 0x80 -> requireProtocol(in.unsignedByte());
      case 0x95 -> in.skip(Long.BYTES); // FRAME: a hint for buffering
      case 'N' -> push(new Other("None"));
      case 0x88 -> push(new Truth(true));
      case 0x89 -> push(new Truth(false));
      case 'J' -> push(new Whole(in.int32()));
      case 'K' -> push(new Whole(in.unsignedByte()));
      case 'M' -> push(new Whole(in.unsignedShort()));
      case 0x8a -> push(new Whole(longOf(in.unsignedByte())));
      case 'G' -> {
        in.skip(Double.BYTES);
        push(new Other("a fraction"));
      }
      case 'X' -> push(new Text(in.text(in.unsignedInt(), MAX_TEXT)));
      case 0x8c -> push(new Text(in.text(in.unsignedByte(), MAX_TEXT)));
      case 0x8d -> push(new Text(in.text(in.int64(), MAX_TEXT)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that make and fill lists and dictionaries. */
  private boolean container(int instruction) {
    switch (instruction) {
      case '(' -> marks.add(stack.size());
      case ')' -> push(new Tuple(List.of()));
      case 't' -> push(new Tuple(popMark()));
      case 0x85 -> push(new Tuple(popLast(1)));
      case 0x86 -> push(new Tuple(popLast(2)));
      case 0x87 -> push(new Tuple(popLast(3)));
      case ']' -> push(new Sequence(new ArrayList<>()));
      case 'a' -> append(popLast(1));
      case 'e' -> append(popMark());
      case '}' -> push(new Dictionary(new LinkedHashMap<>()));
      case 's' -> put(popLast(2));
      case 'u' -> put(popMark());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Instructions that remember, name, refer and call. */
  private void build(int instruction) {
    switch (instruction) {
      case 'q' -> memo.put(in.unsignedByte(), top());
      case 'r' -> memo.put(in.int32(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(recall(in.unsignedByte()));
      case 'j' -> push(recall(in.int32()));
      case 'c' -> push(PytorchNames.global(in, line() + "." + line()));
      case 0x93 -> {
        List<PickleValue> names = popLast(2);
        push(PytorchNames.global(in, text(names.get(0)) + "." + text(names.get(1))));
      }
      case 'Q' -> push(PytorchNames.storage(in, pop()));
      case 'R' -> {
        List<PickleValue> call = popLast(2);
        push(PytorchNames.call(in, call.get(0), call.get(1)));
      }
      case 'b' -> setAttributes();
      default -> throw in.fault("instruction " + name(instruction) + " is refused");
    }
  }

  /** The attributes of an ordered dictionary, such as versions of modules, mean nothing to us. */
  private void setAttributes() {
    pop();
    if (!(top() instanceof Dictionary)) {
      throw in.fault("instruction BUILD is refused for anything but a dictionary");
    }
  }

  private void append(List<PickleValue> items) {
    if (!(top() instanceof Sequence(var target))) {
      throw in.fault("appends to something that is no list");
    }
    target.addAll(items);
  }

  private void put(List<PickleValue> items) {
    if (!(top() instanceof Dictionary(var target)) || items.size() % 2 != 0) {
      throw in.fault("puts pairs into something that is no dictionary");
    }
    for (int i = 0; i < items.size(); i += 2) {
      target.put(text(items.get(i)), items.get(i + 1));
    }
  }

  private String text(PickleValue value) {
    if (value instanceof Text(String text)) {
      return text;
    }
    throw in.fault("a name or key must be a text");
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    for (int c = in.unsignedByte(); c != '\n'; c = in.unsignedByte()) {
      line.append((char) c);
      if (line.length() > MAX_NAME) {
        throw in.fault("a name of more than " + MAX_NAME + " characters");
      }
    }
    return line.toString();
  }

  private long longOf(int bytes) {
    if (bytes > Long.BYTES) {
      throw in.fault("a whole number of " + bytes + " bytes");
    }
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) in.unsignedByte() << (8 * i);
    }
    int unused = Long.SIZE - 8 * bytes;
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  private void requireProtocol(int protocol) {
    if (protocol < 2 || protocol > 5) {
      throw in.fault("pickle protocol " + protocol + " is unknown");
    }
  }

  private PickleValue recall(int index) {
    PickleValue value = memo.get(index);
    if (value == null) {
      throw in.fault("recalls number " + index + ", which was never remembered");
    }
    return value;
  }

  private void push(PickleValue value) {
    stack.add(value);
  }

  private PickleValue top() {
    if (stack.isEmpty()) {
      throw in.fault("the stack is empty");
    }
    return stack.getLast();
  }

  private PickleValue pop() {
    PickleValue value = top();
    stack.removeLast();
    return value;
  }

  private List<PickleValue> popMark() {
    if (marks.isEmpty() || marks.getLast() > stack.size()) {
      throw in.fault("there is no mark on the stack");
    }
    return popLast(stack.size() - marks.removeLast());
  }

  private List<PickleValue> popLast(int count) {
    if (count > stack.size()) {
      throw in.fault("the stack is empty");
    }
    List<PickleValue> last = stack.subList(stack.size() - count, stack.size());
    List<PickleValue> copy = List.copyOf(last);
    last.clear();
    return copy;
  }

  /** Returns the name of an instruction that a file of weights has no use for. */
  private static String name(int instruction) {
    return switch (instruction) {
      case 'i' -> "INST";
      case 'o' -> "OBJ";
      case 'P' -> "PERSID";
      case 0x81 -> "NEWOBJ";
      case 0x92 -> "NEWOBJ_EX";
      case 0x82 -> "EXT1";
      case 0x83 -> "EXT2";
      case 0x84 -> "EXT4";
      default -> String.format("0x%02x", instruction);
    };
  }
}
