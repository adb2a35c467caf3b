package contracts

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Results as JSON, member for member as the library writes them. What encoding/json cannot say by
// itself: a zero value is null where the tag has the option "null", and left out where it has "mark";
// no items are [], not null.

func encodeStruct(value reflect.Value) ([]byte, error) {
	var out bytes.Buffer
	before := "{"
	for i := 0; i < value.NumField(); i++ {
		if value.Type().Field(i).Anonymous {
			continue // what it was made from
		}
		name, options, _ := strings.Cut(value.Type().Field(i).Tag.Get("json"), ",")
		if options == "mark" && value.Field(i).IsZero() {
			continue
		}
		out.WriteString(before + `"` + name + `":`)
		before = ","
		member, err := encodeMember(value.Field(i), options == "null")
		if err != nil {
			return nil, err
		}
		out.Write(member)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func encodeMember(value reflect.Value, nullable bool) ([]byte, error) {
	switch {
	case nullable && value.IsZero():
		return []byte("null"), nil
	case value.Kind() == reflect.Slice && value.IsNil():
		return []byte("[]"), nil
	case value.Kind() == reflect.Map && value.IsNil():
		return []byte("{}"), nil
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value.Interface())
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

func encode[T any](value T) ([]byte, error) { return encodeStruct(reflect.ValueOf(value)) }

// MarshalJSON writes it as the library does.
func (v Version) MarshalJSON() ([]byte, error) { return encode(v) }

// MarshalJSON writes it as the library does.
func (p VersionPage) MarshalJSON() ([]byte, error) { return encode(p) }

// MarshalJSON writes it as the library does.
func (c Comparison) MarshalJSON() ([]byte, error) { return encode(c) }

// MarshalJSON writes it as the library does.
func (i Impact) MarshalJSON() ([]byte, error) { return encode(i) }

// MarshalJSON writes it as the library does.
func (e Evolution) MarshalJSON() ([]byte, error) { return encode(e) }

// MarshalJSON writes it as the library does.
func (c Consumer) MarshalJSON() ([]byte, error) { return encode(c) }

// MarshalJSON writes it as the library does.
func (p ConsumerPage) MarshalJSON() ([]byte, error) { return encode(p) }

// MarshalJSON writes it as the library does.
func (e Event) MarshalJSON() ([]byte, error) { return encode(e) }

// MarshalJSON writes it as the library does.
func (p EventPage) MarshalJSON() ([]byte, error) { return encode(p) }

// MarshalJSON writes it as the library does.
func (s Summary) MarshalJSON() ([]byte, error) { return encode(s) }

// MarshalJSON writes it as the library does.
func (r Report) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (r ImportReport) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (o DocumentOutline) MarshalJSON() ([]byte, error) { return encode(o) }

// MarshalJSON writes it as the library does.
func (r Rule) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (t Terms) MarshalJSON() ([]byte, error) { return encode(t) }

// MarshalJSON writes it as the library does.
func (r LintReport) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (t Threshold) MarshalJSON() ([]byte, error) { return encode(t) }

// MarshalJSON writes it as the library does.
func (c Classification) MarshalJSON() ([]byte, error) { return encode(c) }

// MarshalJSON writes it as the library does.
func (r Rank) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (r Ranking) MarshalJSON() ([]byte, error) { return encode(r) }

// MarshalJSON writes it as the library does.
func (b BacklogItem) MarshalJSON() ([]byte, error) { return encode(b) }

// MarshalJSON writes it as the library does.
func (v Volatility) MarshalJSON() ([]byte, error) { return encode(v) }
