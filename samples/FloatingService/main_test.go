package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	for _, want := range []struct {
		path   string
		status int
		body   string
	}{
		{"/", http.StatusOK, "Hello"},
		{"/healthz", http.StatusOK, "ok\n"},
		{"/elsewhere", http.StatusNotFound, "not found"},
	} {
		t.Run(want.path, func(t *testing.T) {
			answer := httptest.NewRecorder()
			handler().ServeHTTP(answer, httptest.NewRequest(http.MethodGet, want.path, nil))
			if answer.Code != want.status {
				t.Errorf("status is %d, want %d", answer.Code, want.status)
			}
			if !strings.Contains(answer.Body.String(), want.body) {
				t.Errorf("body is %q, want %q in it", answer.Body, want.body)
			}
		})
	}
}

func TestHealthCheckTellsGoodFromBad(t *testing.T) {
	server := httptest.NewServer(handler())
	defer server.Close()
	if err := checkHealth(server.URL + "/healthz"); err != nil {
		t.Errorf("a healthy service is called ill: %v", err)
	}
	if err := checkHealth(server.URL + "/elsewhere"); err == nil {
		t.Error("an answer of 404 is called healthy")
	}
}
