<?php
// SPDX-License-Identifier: GPL-2.0-or-later

use dokuwiki\Extension\ActionPlugin;
use dokuwiki\Extension\Event;
use dokuwiki\Extension\EventHandler;

/**
 * What the browser's script asks the wiki, which asks the server: the marks of a page, a check of a draft, a decision on
 * a tag. Each answers JSON, checks the reader's right anew, and says in words of its own what went wrong.
 */
class action_plugin_clausemark_ajax extends ActionPlugin
{
    /** @inheritdoc */
    public function register(EventHandler $controller)
    {
        $controller->register_hook('AJAX_CALL_UNKNOWN', 'BEFORE', $this, 'answer');
    }

    public function answer(Event $event): void
    {
        global $INPUT, $ID;
        if ($event->data !== 'plugin_clausemark') return;
        $event->preventDefault();
        $event->stopPropagation();
        $id = $ID = cleanID($INPUT->str('id'));
        /** @var helper_plugin_clausemark_pages $pages */
        $pages = $this->loadHelper('clausemark_pages');
        // A page that may not be read and one that is not there answer the same.
        if (!$pages->covers($id) || auth_quickaclcheck($id) < AUTH_READ) {
            $this->send(404, ['error' => 'no such page']);
            return;
        }
        switch ($INPUT->str('do')) {
            case 'view':
                $this->view($id);
                break;
            case 'clause':
                $this->send(200, ['elsewhere' => $this->loadHelper('clausemark_report')->elsewhere($INPUT->str('clause'), $id)]);
                break;
            case 'check':
                $this->check($id);
                break;
            case 'decide':
                $this->decide($id);
                break;
            default:
                $this->send(400, ['error' => 'no such question']);
        }
    }

    private function view(string $id): void
    {
        if (!page_exists($id)) {
            $this->send(404, ['error' => 'no such page']);
            return;
        }
        $this->send(200, $this->loadHelper('clausemark_view')->ofPage($id));
    }

    private function check(string $id): void
    {
        global $INPUT;
        if ($INPUT->server->str('REQUEST_METHOD') !== 'POST' || !checkSecurityToken()) {
            $this->send(403, ['error' => 'token']);
            return;
        }
        if (auth_quickaclcheck($id) < (page_exists($id) ? AUTH_EDIT : AUTH_CREATE)) {
            $this->send(403, ['error' => 'may not edit']);
            return;
        }
        $this->send(200, $this->loadHelper('clausemark_view')->ofDraft($id, cleanText($INPUT->post->str('text'))));
    }

    private function decide(string $id): void
    {
        global $INPUT;
        if ($INPUT->server->str('REQUEST_METHOD') !== 'POST' || !checkSecurityToken()) {
            $this->send(403, ['error' => 'token']);
            return;
        }
        $why = $this->loadHelper('clausemark_decide')->onTag($id, $INPUT->post->str('tag'), $INPUT->post->str('verdict'), $INPUT->post->str('reason'));
        $status = ['' => 200, 'right' => 403, 'reason' => 400, 'changed' => 409][$why] ?? 502;
        $this->send($status, $why === '' ? [] : ['error' => $why]);
    }

    private function send(int $status, array $body): void
    {
        http_status($status);
        header('Content-Type: application/json; charset=utf-8');
        header('Cache-Control: no-store');
        header('X-Content-Type-Options: nosniff');
        echo json_encode($body, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
    }
}
