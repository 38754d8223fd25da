import { HttpError, request } from './api.js';
import { byId } from './dom.js';
import { say, translate } from './words.js';

const TOO_MANY_REQUESTS = 429;

translate();

byId('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  byId('outcome').textContent = '';
  try {
    await request('/api/v1/session', { method: 'POST', body: { password: byId('password').value } });
    location.replace('/');
  } catch (error) {
    byId('outcome').textContent = !(error instanceof HttpError) ? say('serverGone')
      : error.status === TOO_MANY_REQUESTS ? say('loginSlow') : say('loginWrong');
    byId('password').select();
  }
});
