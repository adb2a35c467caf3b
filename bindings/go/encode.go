package contracts

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// Results as JSON, member for member as the library writes them. What encoding/json cannot say by
// itself: a zero value is null where the tag has the option "null", and left out where it has "mark";
// the zero time is null, no items are []. marshal.go, which is written from the types, has the methods
// of all results: a MarshalJSON that calls encode and, where a field is any JSON, an UnmarshalJSON that
// calls decode.

//go:generate go test -run TestEveryResultHasItsMethods -update

func encode[T any](result T) ([]byte, error) {
	var out bytes.Buffer
	err := encodeValue(&out, reflect.ValueOf(result))
	return out.Bytes(), err
}

func encodeValue(out *bytes.Buffer, value reflect.Value) error {
	t := value.Type()
	switch {
	case t.PkgPath() == ours && t.Kind() == reflect.Struct:
		return encodeStruct(out, value)
	case t.Kind() == reflect.Pointer && !value.IsNil():
		return encodeValue(out, value.Elem())
	case t.Kind() == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		return encodeList(out, value)
	case t.Kind() == reflect.Map && value.IsNil():
		out.WriteString("{}")
		return nil
	case t == reflect.TypeOf(time.Time{}) && value.IsZero():
		out.WriteString("null")
		return nil
	}
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value.Interface()); err != nil {
		return err
	}
	out.Truncate(out.Len() - 1) // the end of the line
	return nil
}

var ours = reflect.TypeOf(Version{}).PkgPath()

func encodeStruct(out *bytes.Buffer, value reflect.Value) error {
	before := "{"
	for i := 0; i < value.NumField(); i++ {
		field := value.Type().Field(i)
		if field.Anonymous {
			continue // what it was made from
		}
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		zero := option != "" && value.Field(i).IsZero()
		if zero && option == "mark" {
			continue
		}
		out.WriteString(before + `"` + name + `":`)
		before = ","
		if zero {
			out.WriteString("null")
		} else if err := encodeValue(out, value.Field(i)); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

func encodeList(out *bytes.Buffer, list reflect.Value) error {
	out.WriteByte('[')
	for i := 0; i < list.Len(); i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := encodeValue(out, list.Index(i)); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

// decode reads JSON. Numbers in what is any JSON stay as they are written.
func decode(text []byte, value any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder.Decode(value)
}
