package io.embed4j.search.lucene;

import io.embed4j.search.item.Attribute;
import io.embed4j.search.item.Item;
import io.embed4j.search.schema.IndexSettings;
import io.embed4j.search.schema.VectorField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.VectorSimilarityFunction;

/** Items as documents of Lucene, and back. */
public final class Items {
  private Items() {}

  /** Returns the document of an item; its vectors are made to have length 1. */
  public static Document document(Item item, IndexSettings settings) {
    Document document = new Document();
    document.add(new StringField(Fields.ID, item.id(), Field.Store.YES));
    if (!item.text().isEmpty()) {
      document.add(new TextField(Fields.TEXT, item.text(), Field.Store.YES));
    }
    item.attributes().forEach(attribute -> document.add(field(attribute)));
    item.vectors()
        .forEach((name, vector) -> addVector(document, item.id(), settings.vector(name), vector));
    return document;
  }

  private static Field field(Attribute attribute) {
    String name = Fields.of(attribute);
    return switch (attribute) {
      case Attribute.Term(String _, String value) -> new StringField(name, value, Field.Store.YES);
      case Attribute.Whole(String _, long value) -> new LongField(name, value, Field.Store.YES);
      case Attribute.Real(String _, double value) -> new DoubleField(name, value, Field.Store.YES);
    };
  }

  private static void addVector(Document document, String id, VectorField field, float[] vector) {
    if (vector.length != field.dim()) {
      throw new IllegalArgumentException(
          "item %s: the vector \"%s\" must have %d numbers, but has %d"
              .formatted(id, field.name(), field.dim(), vector.length));
    }
    float[] unit = UnitVectors.of("item " + id + ": the vector \"" + field.name() + '"', vector);
    document.add(vectorField(Fields.vector(field.name()), unit));
    if (field.hasFirstPass()) {
      document.add(vectorField(Fields.searched(field), UnitVectors.first(unit, field.firstPass())));
    }
  }

  private static KnnFloatVectorField vectorField(String name, float[] unit) {
    return new KnnFloatVectorField(name, unit, VectorSimilarityFunction.DOT_PRODUCT);
  }

  /** Returns the item that a stored document was made of, without its vectors. */
  public static Item item(Document document) {
    List<Attribute> attributes = new ArrayList<>();
    for (IndexableField field : document.getFields()) {
      attribute(field).ifPresent(attributes::add);
    }
    return new Item(
        document.get(Fields.ID),
        Optional.ofNullable(document.get(Fields.TEXT)).orElse(""),
        attributes,
        Map.of());
  }

  private static Optional<Attribute> attribute(IndexableField field) {
    Number number = field.numericValue();
    String text = field.stringValue();
    return Fields.attribute(
        field.name(), text == null ? "" : text, number == null ? Long.valueOf(0) : number);
  }
}
